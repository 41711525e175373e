/** The practice of one viewer on one page: what is known, what a person can do, and the effects of both. */
import { Api } from '../client/api';
import type { Course, Submission } from '../client/contract';
import type { ServerEvent } from '../client/events';
import { type Bounds, clocked, within } from '../client/serverClock';
import type { Transport } from '../client/transport';
import { Choice } from './choice';
import { forgotten, opened } from './card';
import { learned } from './changes';
import { Connector } from './connecting';
import { Desk } from './desk';
import { BrowserDrafts, type DraftStore } from './drafts';
import { Follower } from './follow';
import { Hinter } from './hinting';
import { Listener } from './listening';
import { Loader } from './loading';
import type { PracticeActions, PracticeState } from './model';
import { watchPage } from './page';
import { Pager } from './paging';
import { current } from './select';
import { Resumer } from './resuming';
import { Sender } from './sending';
import { Syncer } from './syncing';
import { Visits } from './visits';
import { EMPTY, type Holder, refreshed, type World } from './world';

/** Without a live connection a page in use fetches the course anew after so long (ms). */
const STALE_AFTER = 60_000;

export interface PracticeOptions {
  readonly transport: Transport;
  /** Where drafts are kept; this browser by default. */
  readonly drafts?: DraftStore;
  readonly course?: string | null;
  /** The slug of an assignment to show alone. */
  readonly only?: string | null;
  /** The id of the assignment that was asked for: it is said where it is not there. */
  readonly wanted?: string | null;
}

export class PracticeStore implements PracticeActions, Holder {
  private known: World = EMPTY;
  private readonly listeners = new Set<() => void>();
  private readonly api: Api;
  private readonly desk: Desk;
  private readonly syncer: Syncer;
  private readonly hinter: Hinter;
  private readonly loader: Loader;
  private readonly sender: Sender;
  private readonly follower: Follower;
  private readonly listener: Listener;
  private readonly pager: Pager;
  private readonly resumer: Resumer;
  private readonly visits: Visits;
  private readonly connector: Connector;
  private readonly alone: boolean;
  private moment = 0;
  private stopWatching: (() => void) | null = null;

  constructor({ transport, drafts, course = null, only = null, wanted = null }: PracticeOptions) {
    this.alone = only !== null;
    this.connector = new Connector(this, transport, {
      onEvent: (event) => this.hear(event),
      onLive: (live) => this.follower.setLive(live),
      onPolling: () => this.catchUp(),
      needed: () => this.follower.busy,
      probe: () => this.api.courses(),
    });
    this.api = new Api(clocked(this.connector.transport, (bounds) => this.setClock(bounds)));
    this.desk = new Desk(this, drafts ?? new BrowserDrafts(transport.baseUrl), (id) => this.syncer.later(id));
    this.syncer = new Syncer(this, this.api, this.desk);
    this.hinter = new Hinter(this, this.api, transport.baseUrl);
    this.loader = new Loader(this, this.api, this.desk, { course, only, wanted }, new Choice(transport.baseUrl));
    this.sender = new Sender(this, this.api, this.desk);
    this.visits = new Visits(this.api);
    this.listener = new Listener(this, this.api, this.loader);
    this.pager = new Pager(this, this.api);
    this.resumer = new Resumer(this, this.api, this.desk);
    this.follower = new Follower(this, {
      submission: (id, wait, signal) => this.listener.ask(id, wait, signal),
      run: (id, wait, signal) => this.listener.askRun(id, wait, signal),
      gone: (id) => this.change((world) => forgotten(world, id)),
    });
  }

  /** Loads the course and opens the live connection, once. */
  start(): this {
    if (this.stopWatching !== null) return this;
    this.stopWatching = watchPage({
      used: () => this.used(),
      left: () => this.save(true),
      network: () => this.reconnect(),
      woke: () => this.woke(),
    });
    this.connector.used();
    void this.loader.load();
    return this;
  }

  /** Writes what is not written and lets go of everything. */
  dispose(): void {
    this.desk.close();
    this.syncer.close();
    this.stopWatching?.();
    this.loader.close();
    this.follower.close();
    this.connector.close();
    this.listeners.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): PracticeState => this.known;

  get world(): World {
    return this.known;
  }

  readonly change = (step: (world: World) => World): void => {
    const before = this.known;
    this.known = refreshed(before, step({ ...before, tick: this.tick() }));
    for (const listener of [...this.listeners]) listener();
    this.follower.update();
    const { currentId } = this.known;
    if (currentId === null || currentId === before.currentId) return;
    if (!this.alone) this.visits.visit(currentId);
    void this.resumer.take(currentId);
    void this.syncer.check(currentId);
    this.hinter.recall(currentId);
    this.pager.look();
  };

  readonly tick = (): number => (this.moment += 1);

  // What a person can do. Arrow functions, so that they can be handed around.

  readonly open = (assignmentId: string): void => {
    if (!this.known.assignments.some((each) => each.id === assignmentId)) return;
    this.desk.flush();
    this.change((world) => ({ ...world, currentId: assignmentId }));
  };

  /** The courses there are. */
  async courses(): Promise<readonly Course[]> {
    return (await this.api.courses()).courses;
  }

  readonly choose = (course: string): void => {
    if (course === this.known.course?.slug) return;
    this.save();
    void this.loader.change(course);
  };

  /** Shows the assignment of that id, in whichever course; where there is none, that is said. */
  readonly find = (wanted: string): void => {
    this.desk.flush();
    if (this.known.assignments.some((each) => each.id === wanted)) this.open(wanted);
    else void this.loader.find(wanted);
  };

  readonly edit = (code: string): void => {
    if (this.known.currentId !== null) this.desk.edit(this.known.currentId, code);
  };

  readonly run = (): void => {
    const sent = this.toSend();
    if (sent !== null) void this.sender.run(sent.assignment, sent.code);
  };

  readonly runOn = (stdin: string): void => {
    const sent = this.toSend();
    if (sent !== null) void this.sender.run(sent.assignment, sent.code, stdin);
  };

  readonly submit = (): void => {
    const sent = this.toSend();
    if (sent !== null) void this.sender.submit(sent.assignment, sent.code);
  };

  readonly reset = (): void => {
    const assignment = current(this.known);
    if (assignment !== null) this.desk.replace(assignment.id, assignment.starter_code, { kind: 'reset' });
  };

  readonly restore = (submission: Submission): void => {
    const why = { kind: 'restored', attempt: submission.attempt } as const;
    this.desk.replace(submission.assignment_id, submission.code, why);
  };

  readonly undo = (): void => {
    if (this.known.currentId !== null) this.desk.undo(this.known.currentId);
  };

  readonly dismissBanner = (): void => {
    if (this.known.currentId !== null) this.desk.dismiss(this.known.currentId);
  };

  readonly hint = (): void => {
    if (this.known.currentId !== null) this.hinter.next(this.known.currentId);
  };

  readonly show = (submission: Submission): void => {
    this.change((world) => opened(learned(world, submission, null), submission));
  };

  readonly moreAttempts = (): void => {
    if (this.known.currentId !== null) void this.pager.more(this.known.currentId);
  };

  readonly regrade = (submission: Submission): void => {
    const assignment = this.known.assignments.find((each) => each.id === submission.assignment_id);
    this.connector.used();
    if (assignment !== undefined) void this.sender.submit(assignment, submission.code);
  };

  readonly retry = (): void => {
    this.connector.retry();
    void this.loader.load();
  };

  readonly reconnect = (): void => {
    this.connector.retry();
    void this.loader.refetch();
    this.follower.wake();
  };

  private setClock(bounds: Bounds): void {
    const clockAhead = within(this.known.clockAhead, bounds);
    if (clockAhead !== this.known.clockAhead) this.change((world) => ({ ...world, clockAhead }));
  }

  /** What was open before the sleep may be dead without a word: everything is asked for over a new connection. */
  private woke(): void {
    this.sender.giveUp();
    this.connector.renew();
    void this.loader.renew();
    this.pager.again();
    this.follower.wake();
  }

  /** Writes drafts and sends them, at once; `leaving`: the page may be gone before the answer. */
  private save(leaving = false): void {
    this.desk.flush();
    this.syncer.flush(leaving);
  }

  private used(): void {
    const { connection, lastUpdate } = this.known;
    this.syncer.used();
    this.connector.used();
    if (connection === 'polling' && Date.now() - (lastUpdate ?? 0) > STALE_AFTER) void this.loader.refetch();
  }

  private toSend(): { assignment: NonNullable<ReturnType<typeof current>>; code: string } | null {
    const assignment = current(this.known);
    const code = assignment && this.known.drafts[assignment.id]?.code;
    if (assignment === null || code === undefined || code === null) return null;
    this.save();
    this.connector.used();
    return { assignment, code };
  }

  private hear(event: ServerEvent): void {
    this.listener.hear(event);
    if (event.type === 'hello') this.catchUp();
  }

  /** Asks for what may have been missed. */
  private catchUp(): void {
    this.follower.wake();
    this.pager.again();
    this.resumer.again();
    this.syncer.again();
    this.sender.again();
  }
}
