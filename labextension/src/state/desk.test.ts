import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTransport } from '../client/fake';
import { assignment, COURSE, graded } from '../testing/made';
import { SAVE_AFTER } from './shelf';
import { BrowserDrafts, FakeDrafts } from './drafts';
import { PracticeStore } from './store';

const HERE = assignment();
const THERE = assignment({ slug: 'sort', order_number: 2 });
const KEY = 'pyprac:draft:https://hub.example/user/ada/:basics/search';

const stores: PracticeStore[] = [];

async function page(drafts: FakeDrafts | BrowserDrafts, here = HERE): Promise<PracticeStore> {
  const transport = new FakeTransport()
    .on('GET /assignments', () => ({ json: { assignments: [here, THERE], course: COURSE, score: 0 } }))
    .on('GET /courses', () => ({ json: { courses: [COURSE], current: COURSE.slug } }))
    .on('GET /assignment', () => ({ json: here }))
    .on('POST /assignment/last-visit', () => ({ status: 204 }));
  const store = new PracticeStore({ transport, drafts }).start();
  stores.push(store);
  await vi.advanceTimersByTimeAsync(0);
  return store;
}

const draft = (store: PracticeStore) => store.getSnapshot().drafts[HERE.id];
const banner = (store: PracticeStore) => store.getSnapshot().banners[HERE.id];
const saving = () => vi.advanceTimersByTimeAsync(SAVE_AFTER);

beforeEach(() => {
  vi.useFakeTimers();
  window.localStorage.clear();
});
afterEach(() => {
  for (const store of stores.splice(0)) store.dispose();
  vi.useRealTimers();
});

describe('a draft', () => {
  it('is the starter before anything was written, and is not kept then', async () => {
    const store = await page(new BrowserDrafts('https://hub.example/user/ada/'));
    expect(draft(store)).toEqual({ code: HERE.starter_code, savedAt: null, place: 'browser' });
    await saving();
    expect(window.localStorage).toHaveLength(0);
  });

  it('is written once for many keystrokes, and is back after a reload with a word', async () => {
    const drafts = new BrowserDrafts('https://hub.example/user/ada/');
    const store = await page(drafts);
    const write = vi.spyOn(drafts, 'write');
    for (const code of ['a', 'ab', 'abc']) store.edit(code);
    await saving();
    expect(write).toHaveBeenCalledTimes(1);
    const savedAt = draft(store)?.savedAt;
    expect(savedAt).toBe(Date.now());
    await vi.advanceTimersByTimeAsync(5_000);
    const again = await page(new BrowserDrafts('https://hub.example/user/ada/'));
    expect(draft(again)).toEqual({ code: 'abc', savedAt, place: 'browser' });
    expect(banner(again)).toEqual({ kind: 'draft', savedAt });
  });

  it('survives emoji, lone surrogates and NUL', async () => {
    const drafts = new BrowserDrafts('https://hub.example/user/ada/');
    const store = await page(drafts);
    store.edit('s = "😀\ud800\0"');
    await saving();
    expect(draft(await page(drafts))?.code).toBe('s = "😀\ud800\0"');
  });

  it('is written at once when the page is left', async () => {
    const store = await page(new BrowserDrafts('https://hub.example/user/ada/'));
    store.edit('last words');
    window.dispatchEvent(new Event('pagehide'));
    expect(window.localStorage.getItem(KEY)).toContain('last words');
  });

  it('belongs to its assignment', async () => {
    const store = await page(new FakeDrafts());
    store.edit('mine');
    store.open(THERE.id);
    store.edit('other');
    store.open(HERE.id);
    expect([draft(store)?.code, store.getSnapshot().drafts[THERE.id]?.code]).toEqual(['mine', 'other']);
  });

  it('of one server is not that of another', async () => {
    const store = await page(new BrowserDrafts('https://hub.example/user/ada/'));
    store.edit('mine');
    await saving();
    expect(new BrowserDrafts('https://hub.example/user/bob/').read(HERE.id)).toBeNull();
  });

  it('is not said to be saved where the browser is full, and works on', async () => {
    const drafts = new FakeDrafts();
    const store = await page(drafts);
    drafts.full = true;
    store.edit('mine');
    await saving();
    expect(draft(store)).toEqual({ code: 'mine', savedAt: null, place: 'browser' });
    drafts.full = false;
    store.edit('mine!');
    await saving();
    expect(draft(store)?.savedAt).toBe(Date.now());
    expect(banner(store)).toBeUndefined();
  });

  it('that is damaged counts as none', () => {
    for (const damaged of ['{', '3', '{"code":1,"savedAt":2,"revision":1,"kept":[]}', '{"code":"x"}']) {
      window.localStorage.setItem(KEY, damaged);
      expect(new BrowserDrafts('https://hub.example/user/ada/').read(HERE.id)).toBeNull();
    }
  });

  it('comes back in silence where the assignment is solved', async () => {
    const drafts = new FakeDrafts();
    (await page(drafts)).edit('mine');
    await saving();
    const again = await page(drafts.tab(), { ...HERE, status: 'solved' });
    expect([draft(again)?.code, banner(again)]).toEqual(['mine', undefined]);
  });

  it('for an older revision comes back with a word about that', async () => {
    const drafts = new FakeDrafts();
    (await page(drafts)).edit('mine');
    await saving();
    const again = await page(drafts.tab(), { ...HERE, revision: 2 });
    expect([draft(again)?.code, banner(again)]).toEqual(['mine', { kind: 'changed' }]);
  });
});

describe('the word that a draft is back', () => {
  /** A page whose draft has just come back. */
  async function back(): Promise<PracticeStore> {
    const drafts = new FakeDrafts();
    (await page(drafts)).edit('mine');
    await saving();
    const store = await page(drafts.tab());
    expect(banner(store)?.kind).toBe('draft');
    return store;
  }

  it.each<[string, (store: PracticeStore) => void]>([
    ['writes on', (store) => store.edit('mine!')],
    ['runs', (store) => store.run()],
    ['tries an input', (store) => store.runOn('3\n')],
    ['submits', (store) => store.submit()],
    ['goes on to another assignment', (store) => store.open(THERE.id)],
  ])('is over as soon as somebody %s', async (_, goOn) => {
    const store = await back();
    goOn(store);
    expect(banner(store)).toBeUndefined();
  });

  it('is not over by being where one is', async () => {
    const store = await back();
    store.open(HERE.id);
    expect(banner(store)?.kind).toBe('draft');
  });

  it('takes nothing with it: the template can still be put back, and that be undone', async () => {
    const store = await back();
    store.edit('mine!');
    store.reset();
    store.edit(`${HERE.starter_code}#`);
    expect(banner(store)).toMatchObject({ kind: 'reset', other: { code: 'mine!' } });
    store.undo();
    expect(draft(store)?.code).toBe('mine!');
  });
});

describe('what takes the place of a draft', () => {
  it('lets it come back: after a reset', async () => {
    const store = await page(new FakeDrafts());
    store.edit('mine');
    store.reset();
    expect([draft(store)?.code, banner(store)]).toEqual([
      HERE.starter_code,
      { kind: 'reset', other: { code: 'mine', savedAt: Date.now() } },
    ]);
    store.undo();
    expect([draft(store)?.code, banner(store)]).toEqual(['mine', undefined]);
  });

  it('lets it come back: after an old attempt, and a reload', async () => {
    const drafts = new FakeDrafts();
    const store = await page(drafts);
    store.edit('mine');
    await saving();
    const written = Date.now();
    await vi.advanceTimersByTimeAsync(5_000);
    store.restore(graded(false, { attempt: 4, code: 'old' }));
    await saving();
    const again = await page(drafts.tab());
    expect([draft(again)?.code, banner(again)]).toEqual([
      'old',
      { kind: 'restored', attempt: 4, other: { code: 'mine', savedAt: written } },
    ]);
    again.undo();
    expect(draft(again)?.code).toBe('mine');
  });

  it('lets it come back: after one old attempt and another', async () => {
    const store = await page(new FakeDrafts());
    store.edit('mine');
    store.restore(graded(false, { attempt: 1, code: 'one' }));
    store.restore(graded(false, { attempt: 2, code: 'two' }));
    expect(banner(store)).toMatchObject({ kind: 'restored', attempt: 2, other: { code: 'mine' } });
    store.undo();
    expect(draft(store)?.code).toBe('mine');
  });

  it('keeps what was changed in an old attempt as a step of its own', async () => {
    const store = await page(new FakeDrafts());
    store.edit('mine');
    store.restore(graded(false, { attempt: 1, code: 'one' }));
    store.edit('one, changed');
    store.reset();
    store.undo();
    expect([draft(store)?.code, banner(store)]).toMatchObject(['one, changed', { kind: 'restored', attempt: 1 }]);
    store.undo();
    expect([draft(store)?.code, banner(store)]).toMatchObject(['mine', { kind: 'chosen' }]);
    store.undo();
    expect([draft(store)?.code, banner(store)]).toMatchObject(['one, changed', { kind: 'chosen' }]);
  });

  it('is let go with the word that was read', async () => {
    const store = await page(new FakeDrafts());
    store.edit('mine');
    store.reset();
    store.dismissBanner();
    store.undo();
    expect([draft(store)?.code, banner(store)]).toEqual([HERE.starter_code, undefined]);
  });
});

describe('two tabs', () => {
  it('show the same draft', async () => {
    const drafts = new FakeDrafts();
    const [one, two] = [await page(drafts), await page(drafts.tab())];
    one.edit('mine');
    await saving();
    expect(draft(two)).toMatchObject({ code: 'mine', savedAt: Date.now() });
    one.reset();
    await saving();
    expect(draft(two)?.code).toBe(HERE.starter_code);
  });

  it('that are written in at the same time lose neither draft', async () => {
    const drafts = new FakeDrafts();
    const [one, two] = [await page(drafts), await page(drafts.tab())];
    one.edit('mine');
    await vi.advanceTimersByTimeAsync(100);
    two.edit('yours');
    await saving();
    expect([draft(two)?.code, banner(two)]).toEqual([
      'yours',
      expect.objectContaining({ kind: 'conflict', where: 'tab' }),
    ]);
    two.undo();
    expect(draft(two)?.code).toBe('mine');
  });
});
