/** A server in memory for tests: answers requests by a table of routes, and speaks through sockets it remembers. */
import type { ServerEvent } from './events';
import { TOO_MANY } from './socket';
import type { Socket, Transport } from './transport';

export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  bufferedAmount = 0;
  closed = false;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  /** The server sends an event. */
  say(event: ServerEvent): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(event) }));
  }

  /** The connection breaks, or is closed for a reason. */
  drop(reason = ''): void {
    this.closed = true;
    this.onclose?.(new CloseEvent('close', { reason }));
  }
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What a route answers; throw a `TypeError` for a network that is down. */
export interface FakeReply {
  readonly status?: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Route = (request: FakeRequest) => FakeReply | Promise<FakeReply>;

export class FakeTransport implements Transport {
  readonly baseUrl = 'https://hub.example/user/ada/';
  readonly requests: FakeRequest[] = [];
  readonly sockets: FakeSocket[] = [];
  /** Nothing answers: requests fail, and sockets close as soon as they are opened. */
  down = false;
  /** The viewer has too many sockets: another one is turned away. */
  full = false;
  private readonly routes = new Map<string, Route>();

  /** Answers `GET /assignments` and the like; the last segment may be `*`. */
  on(verb: string, route: Route): this {
    this.routes.set(verb, route);
    return this;
  }

  /** The requests to a verb so far. */
  asked(verb: string): FakeRequest[] {
    return this.requests.filter((request) => verbOf(request, verb.endsWith('*')) === verb);
  }

  /** The server is stopped, or cut off. */
  stop(): void {
    this.down = true;
    this.socket.drop();
  }

  /** The socket opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  connect(): FakeSocket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    if (this.down || this.full) setTimeout(() => socket.drop(this.down ? '' : TOO_MANY));
    return socket;
  }

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, 'https://hub.example');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    const request = { method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, body };
    this.requests.push(request);
    if (this.down) throw new TypeError('Failed to fetch');
    const route = this.routes.get(verbOf(request, false)) ?? this.routes.get(verbOf(request, true));
    if (route === undefined) return new Response('not found', { status: 404 });
    const reply = await Promise.race([route(request), aborted(init.signal)]);
    const text = reply.json === undefined ? null : JSON.stringify(reply.json);
    return new Response(text, { status: reply.status ?? (text === null ? 204 : 200), headers: reply.headers });
  }
}

function verbOf(request: FakeRequest, any: boolean): string {
  return `${request.method} ${any ? request.path.replace(/\/[^/]*$/, '/*') : request.path}`;
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
