/** The parts of a practice, wired together, and what goes on by itself: the page, the connection, what comes into view. */
import { Api } from '../client/api';
import type { ServerEvent } from '../client/events';
import { type Bounds, clocked, within } from '../client/serverClock';
import type { Transport } from '../client/transport';
import { Agreement } from './agreement';
import { forgotten } from './card';
import { Choice } from './choice';
import { Connector } from './connecting';
import { Desk } from './desk';
import { BrowserDrafts, type DraftStore } from './drafts';
import { Follower } from './follow';
import { Hinter } from './hinting';
import { Keeper } from './keeping';
import { Listener } from './listening';
import { Loader } from './loading';
import { ASKING } from './model';
import { watchPage } from './page';
import { Pager } from './paging';
import { Resumer } from './resuming';
import { Sender } from './sending';
import { Shelf } from './shelf';
import { Syncer } from './syncing';
import { Visits } from './visits';
import type { World } from './world';

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

export class Runtime {
  readonly keeper = new Keeper((before) => this.changed(before));
  readonly api: Api;
  readonly connector: Connector;
  readonly desk: Desk;
  readonly hinter: Hinter;
  readonly loader: Loader;
  readonly pager: Pager;
  readonly sender: Sender;
  readonly shelf: Shelf;
  private readonly follower: Follower;
  private readonly listener: Listener;
  private readonly resumer: Resumer;
  private readonly syncer: Syncer;
  private readonly visits: Visits;
  private readonly alone: boolean;
  private stopWatching: (() => void) | null = null;

  constructor({ transport, drafts, course = null, only = null, wanted = null }: PracticeOptions) {
    const { keeper } = this;
    this.alone = only !== null;
    this.connector = new Connector(keeper, transport, {
      onEvent: (event) => this.hear(event),
      onLive: (live) => this.follower.setLive(live),
      onPolling: () => this.catchUp(),
      needed: () => this.follower.busy,
      probe: () => this.api.courses(),
    });
    this.api = new Api(clocked(this.connector.transport, (bounds) => this.setClock(bounds)));
    this.shelf = new Shelf(keeper, drafts ?? new BrowserDrafts(transport.baseUrl));
    this.desk = new Desk(keeper, this.shelf, (id) => this.syncer.later(id));
    this.syncer = new Syncer(keeper, this.api, this.shelf, new Agreement(keeper, this.shelf));
    this.hinter = new Hinter(keeper, this.api, transport.baseUrl);
    this.loader = new Loader(keeper, this.api, this.desk, { course, only, wanted }, new Choice(transport.baseUrl));
    this.sender = new Sender(keeper, this.api, this.desk, this.loader);
    this.visits = new Visits(this.api);
    this.listener = new Listener(keeper, this.api, this.loader);
    this.pager = new Pager(keeper, this.api);
    this.resumer = new Resumer(keeper, this.api, this.desk);
    this.follower = new Follower(keeper, {
      submission: (id, wait, signal) => this.listener.ask(id, wait, signal),
      run: (id, wait, signal) => this.listener.askRun(id, wait, signal),
      gone: (id) => keeper.change((world) => forgotten(world, id)),
    });
  }

  /** Loads the course and opens the live connection, once. */
  start(): void {
    if (this.stopWatching !== null) return;
    this.stopWatching = watchPage({
      used: () => this.used(),
      left: () => this.save(true),
      network: () => this.reconnect(),
      woke: () => this.woke(),
    });
    this.connector.used();
    void this.loader.load();
  }

  /** Writes what is not written and lets go of everything. */
  dispose(): void {
    this.shelf.close();
    this.syncer.close();
    this.stopWatching?.();
    this.loader.close();
    this.follower.close();
    this.connector.close();
    this.keeper.close();
  }

  /** Writes drafts and sends them, at once; `leaving`: the page may be gone before the answer. */
  save(leaving = false): void {
    this.shelf.flush();
    this.syncer.flush(leaving);
  }

  /** Asks at once whether the server is there, and for what is awaited. */
  reconnect(): void {
    this.connector.retry();
    void this.loader.refetch();
    this.follower.wake();
  }

  /** What is awaited, or was found to be missing, is asked for. */
  private changed(before: World): void {
    this.follower.update();
    const { currentId, assignments } = this.keeper.world;
    if (currentId !== null && currentId !== before.currentId) this.show(currentId);
    else if (assignments !== before.assignments) this.resumer.again();
  }

  /** The assignment has come into view. */
  private show(currentId: string): void {
    if (!this.alone) this.visits.visit(currentId);
    this.resumer.take(currentId);
    void this.syncer.check(currentId);
    this.hinter.recall(currentId);
    this.pager.look();
  }

  private setClock(bounds: Bounds): void {
    const clockAhead = within(this.keeper.world.clockAhead, bounds);
    if (clockAhead !== this.keeper.world.clockAhead) this.keeper.change((world) => ({ ...world, clockAhead }));
  }

  /** What was open before the sleep may be dead without a word: everything is asked for over a new connection. */
  private woke(): void {
    this.sender.giveUp();
    this.connector.renew();
    void this.loader.renew();
    this.pager.again();
    this.follower.wake();
  }

  private used(): void {
    const { connection, lastUpdate } = this.keeper.world;
    this.syncer.used();
    this.connector.used();
    if (ASKING.has(connection) && Date.now() - (lastUpdate ?? 0) > STALE_AFTER) void this.loader.refetch();
  }

  private hear(event: ServerEvent): void {
    this.listener.hear(event);
    if (event.type === 'hello') this.catchUp();
  }

  /** Asks for what may have been missed. */
  private catchUp(): void {
    this.follower.wake();
    this.listener.again();
    this.pager.again();
    this.resumer.again();
    this.syncer.again();
    this.sender.again();
  }
}
