import { describe, expect, it, vi } from 'vitest';
import { graded } from '../testing/made';
import { AT, banner, code, opened, place, sent, ServerDraft } from '../testing/drafting';
import { activity, faked, FIRST, held, server, settled } from '../testing/practice';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';
import { LOOK_AT_CHOICE_EVERY, SEND_AFTER } from './syncing';

faked();

describe('a browser that was not here before', () => {
  it('goes on where the other stopped, with a word', async () => {
    const store = await opened(new ServerDraft().save('from home'));
    expect([code(store), place(store)]).toEqual(['from home', 'server']);
    expect(banner(store)).toEqual({ kind: 'draft', savedAt: Date.parse(AT), elsewhere: true });
  });

  it('has it also after a reload, and sends nothing of it back', async () => {
    const drafts = new FakeDrafts();
    const kept = new ServerDraft().save('from home');
    await opened(kept, drafts);
    const transport = kept.on();
    const again = await opened(kept, drafts.tab(), transport);
    await sent();
    expect([code(again), place(again), transport.asked('PUT /draft')]).toEqual(['from home', 'server', []]);
  });

  it('says of a draft that is the code last submitted which attempt it is', async () => {
    const newest = graded(false, { attempt: 3, code: 'from home' });
    const kept = new ServerDraft().save('from home');
    const transport = kept.on(server([{ ...FIRST, status: 'attempted' }]));
    transport.on('GET /submissions', () => ({ json: { submissions: [newest], next: null } }));
    const store = await opened(kept, new FakeDrafts(), transport);
    expect([code(store), banner(store)]).toEqual(['from home', { kind: 'resumed', attempt: 3 }]);
  });

  it('shows no verdict for a draft that is other code, whichever answer comes first', async () => {
    const newest = graded(false, { attempt: 3, code: 'submitted' });
    const kept = new ServerDraft().save('from home');
    const slow = held();
    const transport = kept.on(server([{ ...FIRST, status: 'attempted' }])).on('GET /draft', slow.route);
    transport.on('GET /submissions', () => ({ json: { submissions: [newest], next: null } }));
    const store = await opened(kept, new FakeDrafts(), transport);
    expect([code(store), activity(store)?.kind]).toEqual(['submitted', 'graded']);
    slow.answer(kept.json, 200);
    await settled();
    expect([code(store), banner(store)?.kind, activity(store)?.kind]).toEqual(['from home', 'draft', 'idle']);
  });

  it('does not write over what was typed before the answer came', async () => {
    const kept = new ServerDraft().save('from home');
    const slow = held();
    const store = await opened(kept, new FakeDrafts(), kept.on().on('GET /draft', slow.route));
    store.edit('quick');
    slow.answer(kept.json, 200);
    await settled();
    expect([code(store), banner(store)?.kind]).toEqual(['quick', 'conflict']);
    expect(kept.code).toBe('from home');
  });
});

describe('two browsers', () => {
  it('take the newer draft where only one was written in', async () => {
    const drafts = new FakeDrafts();
    const kept = new ServerDraft();
    const store = await opened(kept, drafts);
    store.edit('mine');
    await sent();
    store.dispose();
    kept.save('from home');
    const again = await opened(kept, drafts.tab());
    expect([code(again), banner(again)]).toEqual(['from home', expect.objectContaining({ elsewhere: true })]);
  });

  it('send what only this one has written meanwhile, without a word', async () => {
    const drafts = new FakeDrafts();
    const kept = new ServerDraft();
    (await opened(kept, drafts)).edit('mine');
    kept.down = true;
    await vi.advanceTimersByTimeAsync(SEND_AFTER);
    kept.down = false;
    const again = await opened(kept, drafts.tab());
    await sent();
    expect([kept.code, banner(again)?.kind]).toEqual(['mine', 'draft']);
  });

  async function contested(): Promise<{ kept: ServerDraft; store: PracticeStore; drafts: FakeDrafts }> {
    const kept = new ServerDraft();
    const drafts = new FakeDrafts();
    const store = await opened(kept, drafts);
    store.edit('both');
    await sent();
    kept.save('from home');
    store.edit('mine');
    await sent();
    return { kept, store, drafts };
  }

  it('that were both written in lose nothing: a person chooses, and nothing is sent before', async () => {
    const { kept, store } = await contested();
    expect(banner(store)).toEqual({
      kind: 'conflict',
      where: 'browser',
      other: { code: 'from home', savedAt: Date.parse(AT) },
    });
    store.edit('mine!');
    await sent();
    expect([code(store), place(store), kept.code]).toEqual(['mine!', 'browser', 'from home']);
  });

  it('keep the other draft within reach when this one is kept', async () => {
    const { kept, store } = await contested();
    store.dismissBanner();
    await sent();
    expect([code(store), kept.code, banner(store)]).toMatchObject(['mine', 'mine', { kind: 'chosen' }]);
    store.undo();
    await sent();
    expect([code(store), kept.code]).toEqual(['from home', 'from home']);
    store.undo();
    expect([code(store), banner(store)]).toMatchObject(['mine', { kind: 'chosen' }]);
  });

  it('keep this draft within reach when the other one is taken', async () => {
    const { kept, store } = await contested();
    store.undo();
    await sent();
    expect([code(store), kept.code, banner(store)]).toMatchObject(['from home', 'from home', { kind: 'chosen' }]);
    store.undo();
    expect(code(store)).toBe('mine');
  });

  it('still ask for the choice after a reload, and after something else was undone', async () => {
    const { kept, store, drafts } = await contested();
    store.reset();
    store.dismissBanner();
    expect(banner(store)?.kind).toBe('conflict');
    store.dispose();
    const again = await opened(kept, drafts.tab());
    expect(banner(again)?.kind).toBe('conflict');
    again.undo();
    expect(code(again)).toBe('from home');
  });

  it('show what the other one has written since, as soon as this page is used', async () => {
    const { kept, store } = await contested();
    kept.save('from home, and more');
    await vi.advanceTimersByTimeAsync(LOOK_AT_CHOICE_EVERY);
    window.dispatchEvent(new Event('focus'));
    await settled();
    expect(banner(store)).toMatchObject({ kind: 'conflict', other: { code: 'from home, and more' } });
    store.undo();
    store.dismissBanner();
    expect([code(store), banner(store)]).toEqual(['from home, and more', undefined]);
  });

  it('leave the choice open where the other one has written again before it was made', async () => {
    const { kept, store } = await contested();
    kept.save('from home, and more');
    store.undo();
    await sent();
    expect([code(store), kept.code]).toEqual(['from home', 'from home, and more']);
    expect(banner(store)).toMatchObject({ kind: 'conflict', other: { code: 'from home, and more' } });
    store.undo();
    await sent();
    expect([code(store), kept.code]).toEqual(['from home, and more', 'from home, and more']);
    store.undo();
    store.undo();
    expect(code(store)).toBe('from home, and more');
  });

  it('have nothing to choose any more when the other one has come to the same', async () => {
    const { kept, store } = await contested();
    kept.save('mine');
    await vi.advanceTimersByTimeAsync(LOOK_AT_CHOICE_EVERY);
    window.dispatchEvent(new Event('focus'));
    await settled();
    expect([code(store), place(store), banner(store)]).toEqual(['mine', 'server', undefined]);
  });

  it('are of one mind where both wrote the same', async () => {
    const drafts = new FakeDrafts();
    const kept = new ServerDraft();
    const store = await opened(kept, drafts);
    kept.save('same');
    store.edit('same');
    await sent();
    expect([place(store), banner(store), kept.version]).toEqual(['server', undefined, 1]);
  });

  it('do not contest what this one sent itself and was not told of', async () => {
    const kept = new ServerDraft();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('one');
    transport.on('PUT /draft', (request) => {
      kept.put(request);
      throw new TypeError('Failed to fetch');
    });
    await sent();
    expect([kept.code, place(store)]).toEqual(['one', 'browser']);
    store.edit('two');
    kept.on(transport);
    await sent();
    await sent();
    expect([kept.code, place(store), banner(store)]).toEqual(['two', 'server', undefined]);
  });

  it('learn of each other when somebody comes back to a page that was left open', async () => {
    const kept = new ServerDraft();
    const store = await opened(kept);
    await vi.advanceTimersByTimeAsync(61_000);
    kept.save('from home');
    window.dispatchEvent(new Event('focus'));
    await settled();
    expect(code(store)).toBe('from home');
  });
});
