/** The live connection: kept open while it is of use, reopened with growing pauses, closed on an abandoned page. */
import { parseEvent, type ServerEvent } from './events';
import type { Socket, Transport } from './transport';

/** The reason with which the server closes one socket too many of the same viewer: a status no page could read. */
export const TOO_MANY = 'slow-down';

/** All in ms. */
export const PING_EVERY = 30_000;
export const AWAKE_FOR = 600_000;
export const GREETING_WITHIN = 10_000;
export const FIRST_PAUSE = 1_000;
/** Between two tries where sockets are blocked, and where nothing gets through: a server that is back is seen soon. */
export const LONGEST_PAUSE = 30_000;
export const CHECK_EVERY = 5_000;
/** An open connection that told something so short a time ago is not doubted. */
export const TRUSTED_FOR = 1_000;

/** Asleep: closed on purpose, because nobody used the page; `used` wakes it. */
export type SocketStatus = 'connecting' | 'open' | 'down' | 'asleep';

/** The tries since it was last open. */
export interface Tries {
  readonly failures: number;
  /** The last one was turned away because the viewer has too many sockets. */
  readonly tooMany: boolean;
}

export interface LiveOptions {
  readonly onEvent: (event: ServerEvent) => void;
  readonly onStatus: (status: SocketStatus, tries: Tries) => void;
  /** Whether something is waited for, so that the connection must stay. */
  readonly needed: () => boolean;
  /** Whether requests get through, so that only sockets are in question. */
  readonly reachable: () => boolean;
  /** From 0 to 1, spreads the pauses of many browsers after a restart of the server. */
  readonly random?: () => number;
}

export class LiveSocket {
  private socket: Socket | null = null;
  private status: SocketStatus = 'asleep';
  private failures = 0;
  private tooMany = false;
  /** How often the pause has grown. */
  private grown = 0;
  private lastUsed = 0;
  private heardAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly options: LiveOptions,
  ) {}

  /** The page was used, or something was sent: keeps the connection for a while, and opens one that sleeps. */
  used(): void {
    this.lastUsed = Date.now();
    if (this.status === 'asleep') this.open();
  }

  /** Tries again at once where the connection is down, and if need be soon after. */
  retry(): void {
    this.grown = 0;
    if (this.status === 'down') this.open();
  }

  /** A request got no answer: neither may come one over a connection that was silent since. */
  doubt(): void {
    if (this.status === 'open' && Date.now() - this.heardAt > TRUSTED_FOR) this.lost();
  }

  /** Opens a new connection in the place of one that may be dead without a word. */
  renew(): void {
    this.lastUsed = Date.now();
    this.open();
  }

  /** Closes for good, or until `used`. */
  close(): void {
    this.release();
    this.forget();
    this.tell('asleep');
  }

  private open(): void {
    this.release();
    this.tell('connecting');
    let socket: Socket;
    try {
      socket = this.transport.connect();
    } catch {
      this.lost(); // a policy of the page forbids sockets
      return;
    }
    this.socket = socket;
    socket.onmessage = (message) => this.heard(parseEvent(message.data));
    socket.onclose = ({ reason }) => this.lost(reason);
    this.timer = setTimeout(() => this.lost(), GREETING_WITHIN);
  }

  private heard(event: ServerEvent | null): void {
    this.heardAt = Date.now();
    if (this.status !== 'open') {
      this.forget();
      this.pingLater();
      this.tell('open');
    }
    if (event !== null) this.options.onEvent(event);
  }

  private pingLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ping(), PING_EVERY);
  }

  private ping(): void {
    if (!this.wanted()) {
      this.close();
    } else if (this.socket === null || this.socket.bufferedAmount > 0) {
      this.lost(); // the last ping never left: the other end is gone and nobody told us
    } else {
      this.socket.send('ping');
      this.pingLater();
    }
  }

  private lost(reason = ''): void {
    this.release();
    this.failures += 1;
    this.tooMany = reason === TOO_MANY;
    if (!this.wanted()) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.open(), this.pause());
    this.tell('down');
  }

  private forget(): void {
    this.failures = 0;
    this.tooMany = false;
    this.grown = 0;
  }

  private pause(): number {
    const most = this.options.reachable() ? LONGEST_PAUSE : CHECK_EVERY;
    const longest = Math.min(most, FIRST_PAUSE * 2 ** this.grown);
    this.grown += 1;
    return longest * (0.5 + 0.5 * (this.options.random ?? Math.random)());
  }

  private wanted(): boolean {
    return this.options.needed() || Date.now() - this.lastUsed < AWAKE_FOR;
  }

  private release(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private tell(status: SocketStatus): void {
    this.status = status;
    const { failures, tooMany } = this;
    this.options.onStatus(status, { failures, tooMany });
  }
}
