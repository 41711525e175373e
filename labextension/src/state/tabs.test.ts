import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport, Route } from '../client/fake';
import { banner, code, opened, sent, ServerDraft } from '../testing/drafting';
import { faked, server } from '../testing/practice';
import { SAVE_AFTER } from './shelf';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';
import { AGAIN_AFTER, SEND_AFTER } from './syncing';

faked();

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

describe('two tabs of one browser', () => {
  it('show one draft and one choice, whichever it is made in', async () => {
    const kept = new ServerDraft();
    const drafts = new FakeDrafts();
    const [one, two] = [await opened(kept, drafts), await opened(kept, drafts.tab())];
    one.edit('mine');
    await vi.advanceTimersByTimeAsync(100);
    two.edit('yours');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER * 2);
    expect([banner(one)?.kind, banner(two)?.kind]).toEqual(['conflict', 'conflict']);
    await sent();
    expect(kept.code).toBeNull();
    const shown = code(one);
    two.undo();
    await sent();
    expect([banner(one), banner(two)]).toMatchObject([{ kind: 'chosen' }, { kind: 'chosen' }]);
    expect([code(one), kept.code]).toEqual([code(two), code(two)]);
    one.undo();
    await sent();
    expect([code(one), code(two), kept.code]).toEqual([shown, shown, shown]);
  });

  it('end in the choice where they cannot hear each other', async () => {
    const kept = new ServerDraft();
    const [one, two] = [await opened(kept, new FakeDrafts()), await opened(kept, new FakeDrafts())];
    one.edit('mine');
    two.edit('yours');
    await sent();
    expect([banner(one), banner(two)?.kind]).toEqual([undefined, 'conflict']);
    expect([code(one), code(two)]).toEqual(['mine', 'yours']);
  });
});

describe('one person in several tabs of one browser', () => {
  /** What becomes of a request: how long it takes (ms), and whether it, or only its answer, is lost. */
  interface Fate {
    readonly takes: number;
    readonly lost: 'nothing' | 'answer' | 'request';
  }
  const fate: fc.Arbitrary<Fate> = fc.record({
    takes: fc.constantFrom(0, 300, 3_000),
    lost: fc.constantFrom('nothing', 'nothing', 'answer', 'request'),
  });
  const step = fc.record({
    tab: fc.nat(1),
    does: fc.constantFrom('type', 'type', 'type', 'reload'),
    rests: fc.constantFrom(SAVE_AFTER, 1_000, SEND_AFTER, 2_500, 9_000),
  });

  function over(kept: ServerDraft, fates: readonly Fate[]): FakeTransport {
    let count = 0;
    const treated =
      (answer: Route): Route =>
      async (request) => {
        const { takes, lost } = fates[count++ % fates.length] ?? { takes: 0, lost: 'nothing' };
        await pause(takes);
        if (lost === 'request') throw new TypeError('Failed to fetch');
        const reply = await answer(request);
        await pause(takes);
        if (lost === 'answer') throw new TypeError('Failed to fetch');
        return reply;
      };
    return server().on('GET /draft', treated(kept.get)).on('PUT /draft', treated(kept.put));
  }

  it(
    'is never told of another browser, and loses no letter, however slow the network is',
    { timeout: 30_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fate, { minLength: 1 }), fc.array(step, { minLength: 1 }), async (fates, steps) => {
          const kept = new ServerDraft();
          const transport = over(kept, fates);
          const drafts = new FakeDrafts();
          const tabs = [await opened(kept, drafts, transport), await opened(kept, drafts.tab(), transport)];
          const conflicts = (): unknown[] => tabs.map(banner).filter((each) => each?.kind === 'conflict');
          let typed = code(tabs[0] as PracticeStore) ?? '';
          for (const { tab, does, rests } of steps) {
            const store = tabs[tab] as PracticeStore;
            expect(code(store)).toBe(typed);
            if (does === 'type') store.edit((typed += 'x'));
            else {
              store.dispose();
              tabs[tab] = await opened(kept, drafts.tab(), transport);
            }
            await vi.advanceTimersByTimeAsync(rests);
            expect(conflicts()).toEqual([]);
          }
          kept.on(transport);
          await vi.advanceTimersByTimeAsync(AGAIN_AFTER * 2);
          expect([conflicts(), tabs.map(code)]).toEqual([[], [typed, typed]]);
          if (steps.some(({ does }) => does === 'type')) expect(kept.code).toBe(typed);
          for (const store of tabs) store.dispose();
        }),
        {
          numRuns: 60,
          // An answer that comes after another tab has had a newer one.
          examples: [
            [
              [{ takes: 3_000, lost: 'nothing' }],
              [
                { tab: 0, does: 'type', rests: 2_500 },
                { tab: 1, does: 'type', rests: SAVE_AFTER },
                { tab: 0, does: 'type', rests: 2_500 },
              ],
            ],
          ],
        },
      );
    },
  );
});
