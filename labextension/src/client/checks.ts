/** What is done with whole courses: asked for first, and then asked about until it is over. */
import { WAIT } from './api';
import { request } from './request';
import type { Transport } from './transport';

/** One thing to mend: the file or notebook it is in, and a sentence. */
export interface Reason {
  readonly source: string;
  readonly reason: string;
}

/** How far something is; it has a `report` once it was accepted or refused, and a `message` where it was stopped. */
export interface Check {
  readonly state: 'running' | 'accepted' | 'refused' | 'stopped';
  readonly done: number;
  readonly total: number;
  readonly report: { readonly refused: readonly Reason[] } | null;
  readonly message: string | null;
}

/** A course may be large (ms). */
const SENDING = 60_000;
const HELD = (WAIT + 10) * 1000;

/** Brings a bundle into the server's courses; resolves when that is over, whatever came of it. */
export async function importCourse(transport: Transport, bundle: unknown): Promise<Check> {
  const options = { body: bundle, timeout: SENDING };
  const begun = await request<{ check_id: string }>(transport, 'POST', '/course', options);
  const path = `/check/${encodeURIComponent(begun.check_id)}`;
  for (;;) {
    const check = await request<Check>(transport, 'GET', path, { query: { wait: WAIT }, timeout: HELD });
    if (check.state !== 'running') return check;
  }
}
