/** The drafts of one viewer as the server keeps them, and a practice that is open on them. */
import { vi } from 'vitest';
import type { FakeReply, FakeRequest, FakeTransport } from '../client/fake';
import { FakeDrafts } from '../state/drafts';
import type { Banner, Place } from '../state/model';
import type { PracticeStore } from '../state/store';
import { SEND_AFTER } from '../state/syncing';
import { FIRST, ready, server, settled, state } from './practice';

/** When every draft was saved. */
export const AT = '2030-01-01T09:58:00Z';

/** The draft of the first assignment; of the others there is none. */
export class ServerDraft {
  code: string | null = null;
  version = 0;
  down = false;

  get json(): unknown {
    return { code: this.code, version: this.version, saved_at: this.code === null ? null : AT };
  }

  /** Somebody else, or this viewer elsewhere, saves a draft. */
  save(code: string): this {
    this.code = code;
    this.version += 1;
    return this;
  }

  readonly put = ({ body }: FakeRequest): FakeReply => {
    if (this.down) return { status: 503, json: { code: 'unavailable', message: 'The database is busy.' } };
    const { code, version } = body as { code: string; version: number };
    if (code !== this.code && version !== this.version)
      return { status: 409, json: { code: 'draft-conflict', message: 'Changed elsewhere.', draft: this.json } };
    if (code !== this.code) this.save(code);
    return { json: this.json };
  };

  readonly get = ({ query }: FakeRequest): FakeReply => {
    if (this.down) return { status: 503, json: { code: 'unavailable', message: 'The database is busy.' } };
    if (query.get('assignment_id') === FIRST.id) return { json: this.json };
    return { json: { code: null, version: 0, saved_at: null } };
  };

  on(transport = server()): FakeTransport {
    return transport.on('GET /draft', this.get).on('PUT /draft', this.put);
  }
}

/** A practice in a tab of the browser that has these drafts. */
export async function opened(
  kept: ServerDraft,
  drafts = new FakeDrafts(),
  transport = kept.on(),
): Promise<PracticeStore> {
  const store = await ready(transport, { drafts });
  await settled();
  return store;
}

export const code = (store: PracticeStore): string | undefined => state(store).drafts[FIRST.id]?.code;
export const place = (store: PracticeStore): Place | undefined => state(store).drafts[FIRST.id]?.place;
export const banner = (store: PracticeStore): Banner | undefined => state(store).banners[FIRST.id];

/** Lets the keys rest until the draft is sent. */
export const sent = (): Promise<unknown> => vi.advanceTimersByTimeAsync(SEND_AFTER);
