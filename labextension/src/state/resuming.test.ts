import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport } from '../client/fake';
import type { Submission } from '../client/contract';
import { graded, pending } from '../testing/made';
import { activity, faked, FIRST, ready, SECOND, server, settled, state } from '../testing/practice';
import { SAVE_AFTER } from './shelf';
import { FakeDrafts } from './drafts';

faked();

const TRIED = { ...FIRST, status: 'attempted' } as const;
const NEWEST = graded(false, { attempt: 4, code: 'def search(x, seq): return 4\n' });

function tried(newest: Submission = NEWEST, assignment = TRIED): FakeTransport {
  const reply = { json: { submissions: [newest], next: newest.id } };
  return server([assignment, SECOND]).on('GET /submissions', () => reply);
}

function drafted(code: string): FakeDrafts {
  const drafts = new FakeDrafts();
  drafts.write(FIRST.id, { code, savedAt: 1, revision: 1, kept: [], version: 0, sent: false, offered: [] });
  return drafts;
}

async function opened(transport: FakeTransport, drafts = new FakeDrafts()) {
  const store = await ready(transport, { drafts });
  await settled();
  return store;
}

describe('an assignment that was tried before', () => {
  it('shows the last verdict again where the draft is the code of it, and no word about the draft', async () => {
    const store = await opened(tried(), drafted(NEWEST.code));
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { attempt: 4 }, gained: false, same: false });
    expect(state(store).banners[FIRST.id]).toBeUndefined();
  });

  it('keeps a draft that is other code, shows no verdict for it, and knows how many attempts there are', async () => {
    const store = await opened(tried(), drafted('mine'));
    expect([activity(store)?.kind, state(store).drafts[FIRST.id]?.code]).toEqual(['idle', 'mine']);
    expect(state(store).attempts[FIRST.id]?.items[0]?.attempt).toBe(4);
  });

  it('begins with the code last submitted where this browser has no draft, and says so', async () => {
    const store = await opened(tried());
    expect(state(store).drafts[FIRST.id]?.code).toBe(NEWEST.code);
    expect(state(store).banners[FIRST.id]).toEqual({ kind: 'resumed', attempt: 4 });
    expect(activity(store)?.kind).toBe('graded');
  });

  it('leaves alone what was written before the answer came', async () => {
    const store = await ready(tried());
    store.edit('quick');
    await settled();
    expect(state(store).drafts[FIRST.id]?.code).not.toBe(NEWEST.code);
  });

  it('has the template where that was put back, also after a reload', async () => {
    const drafts = new FakeDrafts();
    const store = await opened(tried(), drafts);
    store.reset();
    store.dismissBanner();
    await vi.advanceTimersByTimeAsync(SAVE_AFTER);
    const later = await opened(tried(), drafts.tab());
    expect(state(later).drafts[FIRST.id]?.code).toBe(FIRST.starter_code);
  });

  it('does not show the verdict of an older revision', async () => {
    const store = await opened(tried(NEWEST, { ...TRIED, revision: 2 }), drafted(NEWEST.code));
    expect(activity(store)?.kind).toBe('idle');
  });

  it('shows an attempt that is still being graded as such', async () => {
    const newest = pending({ attempt: 5, code: NEWEST.code });
    const store = await opened(tried(newest).on('GET /submission/*', () => ({ json: newest })));
    expect(activity(store)?.kind).toBe('queued');
  });

  it('is asked about again when the server is back', async () => {
    const transport = tried().on('GET /submissions', () => ({ status: 500 }));
    const store = await opened(transport, drafted(NEWEST.code));
    expect(activity(store)?.kind).toBe('idle');
    transport.on('GET /submissions', () => ({ json: { submissions: [NEWEST], next: null } }));
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(activity(store)?.kind).toBe('graded');
  });
});

it('asks nothing about an assignment that was never tried', async () => {
  const transport = server();
  await opened(transport);
  expect(transport.asked('GET /submissions')).toEqual([]);
});
