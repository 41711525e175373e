/** The practice of one viewer on one page: what is known, what a person can do, and the effects of both. */
import { Api } from '../client/api';
import type { Submission } from '../client/contract';
import type { ServerEvent } from '../client/events';
import { LiveSocket, type SocketStatus } from '../client/socket';
import { observed, type Transport } from '../client/transport';
import { forgotten, heard, learned, paged, showing, submissionShown } from './changes';
import { Desk, type Holder } from './desk';
import { BrowserDrafts, type DraftStore } from './drafts';
import { Follower } from './follow';
import { connectionOf } from './link';
import { Loader } from './loading';
import type { PracticeActions, PracticeState } from './model';
import { watchPage } from './page';
import { current } from './select';
import { Sender } from './sending';
import { Visits } from './visits';
import { EMPTY, refreshed, type World } from './world';

/** Without a live connection a page in use fetches the course anew after so long (ms). */
const STALE_AFTER = 60_000;

export interface PracticeOptions {
  readonly transport: Transport;
  /** Where drafts are kept; this browser by default. */
  readonly drafts?: DraftStore;
  readonly course?: string | null;
  /** The slug of an assignment to show alone. */
  readonly only?: string | null;
  /** The id of the assignment to show first. */
  readonly initial?: string | null;
}

export class PracticeStore implements PracticeActions, Holder {
  private known: World = EMPTY;
  private readonly listeners = new Set<() => void>();
  private readonly api: Api;
  private readonly desk: Desk;
  private readonly loader: Loader;
  private readonly sender: Sender;
  private readonly follower: Follower;
  private readonly visits: Visits;
  private readonly socket: LiveSocket;
  private readonly stopWatching: () => void;
  private readonly alone: boolean;
  private readonly paging = new Set<string>();
  private readonly unread = new Set<string>();
  private moment = 0;
  private link: { socket: SocketStatus; failures: number } = { socket: 'connecting', failures: 0 };
  private reached: boolean | null = null;
  private started = false;
  private greeted = false;

  constructor({ transport, drafts, course = null, only = null, initial = null }: PracticeOptions) {
    this.alone = only !== null;
    const seen = observed(transport, (ok) => {
      this.reached = ok;
      this.judge();
    });
    this.api = new Api(seen);
    this.desk = new Desk(this, drafts ?? new BrowserDrafts(transport.baseUrl));
    this.loader = new Loader(this, this.api, this.desk, { course, only, initial });
    this.sender = new Sender(this, this.api, this.desk);
    this.visits = new Visits(this.api);
    this.follower = new Follower(this, {
      submission: (id, wait, signal) => this.ask(id, wait, signal),
      run: (id, wait, signal) => this.askRun(id, wait, signal),
      gone: (id) => this.change((world) => forgotten(world, id, 'The server does not know it any more.')),
    });
    this.socket = new LiveSocket(seen, {
      onEvent: (event) => this.hear(event),
      onStatus: (socket, failures) => this.linked(socket, failures),
      needed: () => this.follower.busy,
    });
    this.stopWatching = watchPage({
      used: () => this.used(),
      left: () => this.desk.flush(),
      network: () => this.reconnect(),
    });
  }

  /** Loads the course and opens the live connection, once. */
  start(): this {
    if (this.started) return this;
    this.started = true;
    this.socket.used();
    void this.loader.load();
    return this;
  }

  /** Writes what is not written and lets go of everything. */
  dispose(): void {
    this.desk.close();
    this.stopWatching();
    this.loader.close();
    this.follower.close();
    this.socket.close();
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
    if (currentId !== null && currentId !== before.currentId && !this.alone) this.visits.visit(currentId);
  };

  readonly tick = (): number => (this.moment += 1);

  // What a person can do. Arrow functions, so that they can be handed around.

  readonly open = (assignmentId: string): void => {
    if (!this.known.assignments.some((each) => each.id === assignmentId)) return;
    this.desk.flush();
    this.change((world) => ({ ...world, currentId: assignmentId }));
  };

  readonly edit = (code: string): void => {
    if (this.known.currentId !== null) this.desk.edit(this.known.currentId, code);
  };

  readonly run = (): void => {
    const sent = this.toSend();
    if (sent !== null) void this.sender.run(sent.assignment, sent.code);
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
    const banner = { kind: 'restored', attempt: submission.attempt } as const;
    this.desk.replace(submission.assignment_id, submission.code, banner);
  };

  readonly undo = (): void => {
    if (this.known.currentId !== null) this.desk.undo(this.known.currentId);
  };

  readonly dismissBanner = (): void => {
    if (this.known.currentId !== null) this.desk.dismiss(this.known.currentId);
  };

  readonly show = (submission: Submission): void => {
    this.change((world) => {
      const after = learned(world, submission, null);
      return showing(after, submission.assignment_id, submissionShown(submission));
    });
  };

  readonly moreAttempts = (): void => {
    if (this.known.currentId !== null) void this.page(this.known.currentId);
  };

  readonly regrade = (submission: Submission): void => {
    const assignment = this.known.assignments.find((each) => each.id === submission.assignment_id);
    this.socket.used();
    if (assignment !== undefined) void this.sender.submit(assignment, submission.code);
  };

  readonly retry = (): void => {
    this.socket.retry();
    void this.loader.load();
  };

  readonly reconnect = (): void => {
    this.judge();
    this.socket.retry();
    void this.loader.refetch();
    this.follower.wake();
  };

  private used(): void {
    const { connection, lastUpdate } = this.known;
    this.socket.used();
    if (connection === 'polling' && Date.now() - (lastUpdate ?? 0) > STALE_AFTER) void this.loader.refetch();
  }

  private toSend(): { assignment: NonNullable<ReturnType<typeof current>>; code: string } | null {
    const assignment = current(this.known);
    const code = assignment && this.known.drafts[assignment.id]?.code;
    if (assignment === null || code === undefined || code === null) return null;
    this.desk.flush();
    this.socket.used();
    return { assignment, code };
  }

  private async page(assignmentId: string): Promise<void> {
    const attempts = this.known.attempts[assignmentId];
    if (this.paging.has(assignmentId) || (attempts?.loaded === true && attempts.next === null)) return;
    this.paging.add(assignmentId);
    const asked = this.tick();
    try {
      const { submissions, next } = await this.api.submissions(assignmentId, attempts?.next ?? null);
      this.change((world) => paged(world, assignmentId, submissions, next, asked));
      this.unread.delete(assignmentId);
    } catch {
      this.unread.add(assignmentId); // read when the server is back
    } finally {
      this.paging.delete(assignmentId);
    }
  }

  private hear(event: ServerEvent): void {
    if (event.type === 'hello') this.greet(event.scores, event.pending);
    else if (event.type === 'assignments-changed') void this.loader.refetch();
    else this.change((world) => ({ ...heard(world, event, Date.now()), lastUpdate: Date.now() }));
  }

  private greet(scores: Readonly<Record<string, number>>, pending: readonly string[]): void {
    const { course, load, score, tracks } = this.known;
    const missed = course === null ? load.kind === 'error' : (scores[course.slug] ?? 0) !== score;
    if (this.greeted || missed) void this.loader.refetch();
    this.greeted = true;
    this.follower.wake();
    for (const assignmentId of this.unread) void this.page(assignmentId);
    void this.resume(pending.filter((id) => tracks[id]?.submission?.status !== 'pending'));
  }

  /** Takes up what was submitted before this page was loaded, or elsewhere; the newest attempt gets the card. */
  private async resume(ids: readonly string[]): Promise<void> {
    const asked = this.tick();
    const replies = await Promise.allSettled(ids.map((id) => this.api.submission(id, 0)));
    const found = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value] : []));
    found.sort((one, other) => other.attempt - one.attempt);
    if (found.length > 0) this.change((world) => found.reduce((each, next) => learned(each, next, asked), world));
  }

  private async ask(id: string, wait: number, signal: AbortSignal): Promise<void> {
    const asked = this.tick();
    const submission = await this.api.submission(id, wait, signal);
    this.change((world) => ({ ...learned(world, submission, asked), lastUpdate: Date.now() }));
  }

  private async askRun(id: string, wait: number, signal: AbortSignal): Promise<void> {
    const run = await this.api.runResult(id, wait, signal);
    this.hear({ type: 'run', ...run });
  }

  private linked(socket: SocketStatus, failures: number): void {
    this.link = { socket, failures };
    this.follower.setLive(failures === 0);
    if (socket === 'down') void this.api.courses().catch(() => undefined); // tells whether requests get through
    this.judge();
  }

  private judge(): void {
    const connection = connectionOf({ ...this.link, reached: this.reached, onLine: navigator.onLine });
    const before = this.known.connection;
    if (connection === before) return;
    const back = connection === 'live' && (before === 'reconnecting' || before === 'offline');
    this.change((world) => {
      const id = world.currentId;
      const free = id !== null && world.banners[id] === undefined;
      const banners = back && free ? { ...world.banners, [id]: { kind: 'back-online' as const } } : world.banners;
      return { ...world, connection, banners };
    });
  }
}
