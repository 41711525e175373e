/** Keeps the live connection, and judges by sockets and requests how we stand to the server. */
import type { ServerEvent } from '../client/events';
import { LiveSocket, type SocketStatus, type Tries } from '../client/socket';
import { observed, type Reach, type Transport } from '../client/transport';
import { withBanner } from './editing';
import { connectionOf } from './link';
import { ASKING, type Connection, CUT } from './model';
import type { Holder, World } from './world';

export interface ConnectorOptions {
  readonly onEvent: (event: ServerEvent) => void;
  /** Whether events arrive by themselves from now on. */
  readonly onLive: (live: boolean) => void;
  /** Requests get through again, but no sockets: what was missed has to be asked for. */
  readonly onPolling: () => void;
  /** Whether something is waited for. */
  readonly needed: () => boolean;
  /** Asks the server anything, to find out whether requests get through. */
  readonly probe: () => Promise<unknown>;
}

export class Connector {
  /** The way for all requests: what comes of them is seen. */
  readonly transport: Transport;
  private readonly socket: LiveSocket;
  private status: SocketStatus = 'connecting';
  private tries: Tries = { failures: 0, tooMany: false };
  private blocked = 0;
  private reached: Reach | null = null;

  constructor(
    private readonly holder: Holder,
    transport: Transport,
    private readonly options: ConnectorOptions,
  ) {
    this.transport = observed(transport, (reach) => this.reach(reach));
    this.socket = new LiveSocket(transport, {
      onEvent: options.onEvent,
      onStatus: (status, tries) => this.linked(status, tries),
      needed: options.needed,
      reachable: () => this.reached === 'answered',
    });
  }

  /** The page was used, or something was sent. */
  used(): void {
    this.socket.used();
  }

  /** Looks at once whether the server is there. */
  retry(): void {
    this.judge();
    this.socket.used();
    this.socket.retry();
  }

  /** What was open may be dead without a word. */
  renew(): void {
    this.socket.renew();
  }

  close(): void {
    this.socket.close();
  }

  private linked(status: SocketStatus, tries: Tries): void {
    this.status = status;
    this.tries = tries;
    if (status === 'open') this.blocked = 0;
    if (status === 'down' && this.reached === 'answered') this.blocked += 1;
    this.options.onLive(tries.failures === 0);
    if (status === 'down') void this.options.probe().catch(() => undefined);
    this.judge();
  }

  private reach(reach: Reach): void {
    const before = this.reached;
    this.reached = reach;
    if (reach !== 'answered') this.blocked = 0;
    if (reach === 'silent') this.socket.doubt();
    if (reach === 'answered' && before !== 'answered') this.socket.retry();
    this.judge();
  }

  private judge(): void {
    const { status: socket, tries, blocked, reached } = this;
    const connection = connectionOf({ socket, ...tries, blocked, reached, onLine: navigator.onLine });
    const before = this.holder.world.connection;
    if (connection === before) return;
    this.holder.change((world) => connected(world, connection));
    if (ASKING.has(connection) && !ASKING.has(before)) this.options.onPolling();
  }
}

/** The word for the connection, and where it is back a word about that, unless another one stands there. */
function connected(before: World, connection: Connection): World {
  const world = { ...before, connection };
  const id = world.currentId;
  if (connection !== 'live' || !CUT.has(before.connection)) return world;
  return id === null || world.banners[id] !== undefined ? world : withBanner(world, id, { kind: 'back-online' });
}
