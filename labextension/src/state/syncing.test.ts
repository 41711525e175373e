import { describe, expect, it, vi } from 'vitest';
import { pending } from '../testing/made';
import { banner, code, opened, place, sent, ServerDraft } from '../testing/drafting';
import { faked, FIRST, held, SECOND, server, settled } from '../testing/practice';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';
import { AGAIN_AFTER, SEND_AFTER } from './syncing';

faked();

describe('a draft', () => {
  it('goes to the server once the keys have rested, and is said to be there only then', async () => {
    const kept = new ServerDraft();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    for (const typed of ['a', 'ab', 'abc']) {
      store.edit(typed);
      await vi.advanceTimersByTimeAsync(SEND_AFTER - 1);
    }
    expect([kept.code, place(store)]).toEqual([null, 'sending']);
    await sent();
    expect([kept.code, kept.version, place(store)]).toEqual(['abc', 1, 'server']);
    store.edit('abcd');
    await sent();
    expect(transport.asked('PUT /draft').map(({ body }) => body)).toEqual([
      { assignment_id: FIRST.id, code: 'abc', version: 0 },
      { assignment_id: FIRST.id, code: 'abcd', version: 1 },
    ]);
  });

  it('that is only the template is not sent', async () => {
    const transport = new ServerDraft().on();
    const store = await opened(new ServerDraft(), new FakeDrafts(), transport);
    store.open(SECOND.id);
    await sent();
    expect(transport.asked('PUT /draft')).toEqual([]);
  });

  it.each([
    ['before a submission', (store: PracticeStore) => store.submit()],
    ['when the page is left', () => window.dispatchEvent(new Event('pagehide'))],
    ['when the panel is closed', (store: PracticeStore) => store.dispose()],
  ])('is sent at once %s', async (_, leave) => {
    const kept = new ServerDraft();
    const transport = kept.on().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('mine');
    leave(store);
    await settled();
    expect(kept.code).toBe('mine');
  });

  it('of what was typed while it was sent follows', async () => {
    const kept = new ServerDraft();
    const slow = held();
    const store = await opened(kept, new FakeDrafts(), kept.on().on('PUT /draft', slow.route));
    store.edit('one');
    await sent();
    store.edit('two');
    await vi.advanceTimersByTimeAsync(SEND_AFTER * 2);
    const transport = kept.save('one');
    slow.answer(transport.json, 200);
    await settled();
    expect(place(store)).toBe('sending');
    await sent();
    slow.answer(kept.save('two').json, 200);
    await settled();
    expect([place(store), banner(store)]).toEqual(['server', undefined]);
  });
});

describe('a server', () => {
  it('that is down gets the draft when it is back', async () => {
    const kept = new ServerDraft();
    const store = await opened(kept);
    kept.down = true;
    store.edit('mine');
    await sent();
    expect([place(store), banner(store)]).toEqual(['browser', undefined]);
    kept.down = false;
    await vi.advanceTimersByTimeAsync(AGAIN_AFTER);
    expect([kept.code, place(store)]).toEqual(['mine', 'server']);
  });

  it('that cannot be reached gets the draft as soon as the connection is back', async () => {
    const kept = new ServerDraft();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    transport.on('PUT /draft', () => {
      throw new TypeError('Failed to fetch');
    });
    store.edit('mine');
    await sent();
    expect(place(store)).toBe('browser');
    kept.on(transport);
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect([kept.code, place(store)]).toEqual(['mine', 'server']);
  });

  it('that keeps no drafts is asked once, and work goes on', async () => {
    const transport = server();
    const store = await opened(new ServerDraft(), new FakeDrafts(), transport);
    const asked = transport.asked('GET /draft').length;
    store.edit('mine');
    store.open(SECOND.id);
    store.open(FIRST.id);
    await sent();
    expect([code(store), place(store), banner(store)]).toEqual(['mine', 'browser', undefined]);
    expect(transport.asked('PUT /draft')).toEqual([]);
    expect(transport.asked('GET /draft')).toHaveLength(asked);
  });

  it.each([
    [413, 'too-large'],
    [400, 'malformed'],
  ])('that refuses a draft (%i) is not asked again for the same one', async (status, word) => {
    const kept = new ServerDraft();
    const transport = kept.on().on('PUT /draft', () => ({ status, json: { code: word, message: 'No.' } }));
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('mine\0');
    await sent();
    await vi.advanceTimersByTimeAsync(AGAIN_AFTER * 2);
    expect([place(store), banner(store)]).toEqual(['browser', undefined]);
    expect(transport.asked('PUT /draft')).toHaveLength(1);
  });

  it('that has lost its drafts gets this one again', async () => {
    const kept = new ServerDraft();
    const drafts = new FakeDrafts();
    const store = await opened(kept, drafts);
    store.edit('mine');
    await sent();
    store.dispose();
    const fresh = new ServerDraft();
    const again = await opened(fresh, drafts.tab());
    await sent();
    expect([code(again), fresh.code, place(again)]).toEqual(['mine', 'mine', 'server']);
  });
});
