/** How requests and sockets leave the page: by the browser alone, or by what a host hands in. */
import { barred, type Barred } from './barred';
import { parsed } from './parsed';

/** The part of a WebSocket that is used here. */
export interface Socket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(): void;
}

export interface Transport {
  /** The server's base URL; also the name under which this browser keeps what belongs to that server. */
  readonly baseUrl: string;
  /** Sends one request; `path` begins with a slash and is below `{baseUrl}pyprac`. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Opens the live connection. */
  connect(): Socket;
}

/** Where the service is below a Jupyter server. */
export const MOUNT = 'pyprac';

/** The value of a cookie that the page may read; the last one wins, as it does for the server. */
export function cookie(name: string, cookies: string = document.cookie): string | null {
  const values = cookies
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`));
  return values.at(-1)?.slice(name.length + 1) ?? null;
}

/** Speaks to the Jupyter server that delivered this page: with its cookie, and a token where the page carries one. */
export function browserTransport(baseUrl: string, token = ''): Transport {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`, window.location.href);
  return {
    baseUrl: base.href,
    fetch: (path, init) => {
      const headers = new Headers(init.headers);
      const xsrf = cookie('_xsrf');
      if (xsrf !== null) headers.set('X-XSRFToken', xsrf);
      if (token !== '') headers.set('Authorization', `token ${token}`);
      return fetch(`${base.href}${MOUNT}${path}`, { cache: 'no-store', credentials: 'same-origin', ...init, headers });
    },
    connect: () => {
      const url = new URL(`${MOUNT}/connect`, base);
      url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(url);
    },
  };
}

/** What came of a request: the service answered, it is down or not set up, nothing answered, or it was not let in. */
export type Reach = 'answered' | 'gone' | 'misconfigured' | 'silent' | Barred;

/** A Hub answers 424 for a server that was stopped, and a proxy 502 to 504 for one that is down. */
async function reachOf(response: Response): Promise<Reach> {
  const { status } = response;
  const code = status === 403 || status === 503 ? parsed(await response.clone().text()).code : null;
  const why = barred(status, code);
  if (why !== null) return why;
  if (code === 'misconfigured') return code;
  return status === 424 || status >= 500 ? 'gone' : 'answered';
}

/** The same transport, telling after each request what came of it. */
export function observed(transport: Transport, reached: (reach: Reach) => void): Transport {
  return {
    baseUrl: transport.baseUrl,
    connect: () => transport.connect(),
    fetch: async (path, init) => {
      try {
        const response = await transport.fetch(path, init);
        reached(await reachOf(response));
        return response;
      } catch (error) {
        if (!init.signal?.aborted || isTimeout(init.signal.reason)) reached('silent');
        throw error;
      }
    },
  };
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
