/** The one function through which every request goes. */
import type { Assignment, Draft } from './contract';
import { barred } from './barred';
import { ApiError, Unreachable } from './errors';
import { parsed } from './parsed';
import type { Transport } from './transport';

/** A server that says nothing for this long (ms) is not waited for. */
export const TIMEOUT = 10_000;

/** What a browser carries on with when its page is gone, in bytes; it refuses more. */
const KEPT_ALIVE = 60_000;

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Options {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Goes through although the page is left meanwhile. */
  readonly keepalive?: boolean;
}

/**
 * Asks the server and returns its JSON, or undefined for a reply without a body.
 *
 * Rejects with `ApiError`, with `Unreachable`, or with the reason of an aborted `signal`.
 */
export async function request<T>(
  transport: Transport,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { query = {}, body, signal, timeout = TIMEOUT, keepalive = false }: Options = {},
): Promise<T> {
  const limit = AbortSignal.timeout(timeout);
  const init: RequestInit = { method, signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) };
  if (body !== undefined) {
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
    init.keepalive = keepalive && new Blob([init.body]).size < KEPT_ALIVE;
  }
  try {
    const response = await transport.fetch(`${path}${queryString(query)}`, init);
    const text = await response.text();
    if (!response.ok) throw refusal(response, text);
    // Jupyter answers who is not signed in with its sign-in page.
    if (response.redirected && !text.startsWith('{')) throw new ApiError(response.status, 'signed-out');
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (signal?.aborted) throw signal.reason;
    throw new Unreachable(limit.aborted ? 'timeout' : 'offline', { cause: error });
  }
}

function queryString(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** The error of a reply; one that is not our own JSON comes from a server, or a proxy, that does not know us. */
function refusal(response: Response, text: string): ApiError {
  const said = parsed(text);
  const why = barred(response.status, said.code);
  if (why !== null) return new ApiError(response.status, why);
  const retryAfter = seconds(response.headers.get('Retry-After'));
  if (typeof said.message === 'string' && typeof said.code === 'string') {
    const assignment = (said.assignment ?? null) as Assignment | null;
    const draft = (said.draft ?? null) as Draft | null;
    return new ApiError(response.status, said.code, said.message, retryAfter, assignment, draft);
  }
  if (response.status === 404 || response.status === 405) return new ApiError(response.status, 'not-here');
  return new ApiError(response.status, 'unavailable', null, retryAfter);
}

function seconds(header: string | null): number | null {
  const value = header === null ? Number.NaN : Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
