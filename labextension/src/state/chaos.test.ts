import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { faked, FIRST, SECOND, settled, start } from '../testing/practice';
import { type Fate, FakeService, FakeTab, FAULTY, type Passage, RIGHT } from '../testing/service';
import { FakeDrafts } from './drafts';
import type { PracticeState } from './model';
import { busy } from './select';
import type { PracticeStore } from './store';

faked();

const ASSIGNMENTS = [FIRST, SECOND];
const RANKS = { untouched: 0, attempted: 1, solved: 2 } as const;

interface Tab {
  readonly way: FakeTab;
  readonly store: PracticeStore;
  seen: PracticeState;
}

/** What can be said of one state by itself. */
function consistent(state: PracticeState): void {
  expect(state.score).toBe(100 * state.assignments.filter(({ status }) => status === 'solved').length);
  for (const { id, status, attempts: count } of state.assignments) {
    const items = state.attempts[id]?.items ?? [];
    const activity = state.activities[id];
    expect(items.map((item) => item.assignment_id)).toEqual(items.map(() => id));
    expect(items.map((item) => item.attempt)).toEqual(
      [...new Set(items.map((item) => item.attempt))].sort((a, b) => b - a),
    );
    expect(count).toBeGreaterThanOrEqual(items[0]?.attempt ?? 0);
    if (items.some((item) => item.correct === true)) expect(status).toBe('solved');
    if (items.length > 0) expect(status).not.toBe('untouched');
    if (activity?.kind !== 'graded') continue;
    const { submission } = activity;
    expect(submission.assignment_id).toBe(id);
    expect(items.find((item) => item.id === submission.id)?.status).toBe(submission.status);
    if (submission.status === 'processed') expect(submission.correct).toBe(submission.code.includes(RIGHT));
  }
}

/** What must hold from one state to the next: nothing moves backwards. */
function onward(before: PracticeState, after: PracticeState): void {
  expect(after.score).toBeGreaterThanOrEqual(before.score);
  for (const { id, status, attempts } of before.assignments) {
    const now = after.assignments.find((each) => each.id === id);
    expect(RANKS[now?.status ?? 'untouched']).toBeGreaterThanOrEqual(RANKS[status]);
    expect(now?.attempts).toBeGreaterThanOrEqual(attempts);
    const items = new Map((after.attempts[id]?.items ?? []).map((item) => [item.id, item]));
    for (const item of before.attempts[id]?.items ?? [])
      if (item.status === 'processed') expect(items.get(item.id)?.status).toBe('processed');
  }
}

const fate: fc.Arbitrary<Fate> = fc.record({
  takes: fc.constantFrom(0, 0, 200, 2_000),
  lost: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'answer', 'request'),
});
const passage: fc.Arbitrary<Passage> = fc.record({
  late: fc.constantFrom(0, 0, 100, 1_500),
  times: fc.constantFrom(0, 1, 1, 1, 2),
});
const DEEDS = [
  'write',
  'solve',
  'fault',
  'submit',
  'submit',
  'submit',
  'run',
  'regrade',
  'open',
  'show',
  'list',
] as const;
const TROUBLES = ['cut', 'back', 'reload', 'nothing'] as const;
const step = fc.record({
  tab: fc.nat(1),
  does: fc.constantFrom(...DEEDS, ...TROUBLES),
  which: fc.nat(3),
  rests: fc.constantFrom(0, 100, 600, 3_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const GRADES_EVERY = 120;
const RUNS = 50;

class Chaos {
  readonly service = new FakeService(ASSIGNMENTS);
  readonly tabs: Tab[] = [];
  readonly faults: unknown[] = [];
  private readonly drafts = new FakeDrafts();
  private readonly rest = this.service.start(GRADES_EVERY);
  private requests = 0;
  private events = 0;
  private written = 0;

  constructor(
    private fates: readonly Fate[],
    private passages: readonly Passage[],
  ) {}

  async open(place: number): Promise<void> {
    const fateOf = (): Fate => this.fates[this.requests++ % this.fates.length] as Fate;
    const passageOf = (): Passage => this.passages[this.events++ % this.passages.length] as Passage;
    const way = new FakeTab(this.service, fateOf, passageOf);
    const store = start(way, { drafts: this.drafts.tab() });
    const tab: Tab = { way, store, seen: store.getSnapshot() };
    store.subscribe(() => this.watch(tab));
    this.tabs[place] = tab;
    await settled();
  }

  async take({ tab: place, does, which, rests }: Step): Promise<void> {
    const tab = this.tabs[place] as Tab;
    const { store, way } = tab;
    const { currentId, activities, attempts } = store.getSnapshot();
    const item = attempts[currentId ?? '']?.items[which];
    const free = !busy(activities[currentId ?? '']);
    if (does === 'write') store.edit(`# ${(this.written += 1)}`);
    if (does === 'solve') store.edit(`${RIGHT} # ${(this.written += 1)}`);
    if (does === 'fault') store.edit(`${FAULTY} # ${(this.written += 1)}`);
    if (does === 'submit' && free) store.submit();
    if (does === 'run' && free) store.run();
    if (does === 'open') store.open(ASSIGNMENTS[which % 2]?.id ?? '');
    if (does === 'list') store.moreAttempts();
    if (does === 'show' && item !== undefined) store.show(item);
    if (does === 'regrade' && free && item?.status === 'failed') store.regrade(item);
    if (does === 'cut') way.stop();
    if (does === 'back') way.down = false;
    if (does === 'reload') {
      this.close(tab);
      await this.open(place);
    }
    await vi.advanceTimersByTimeAsync(rests);
  }

  /** The network is well again, what is on its way arrives, all is graded, and the connection comes back. */
  async calm(): Promise<void> {
    this.fates = [{ takes: 0, lost: 'nothing' }];
    for (const { way } of this.tabs) way.down = false;
    await vi.advanceTimersByTimeAsync(5_000);
    while (this.service.work());
    this.rest();
    for (const { way } of this.tabs) way.socket.drop();
    await vi.advanceTimersByTimeAsync(12_000);
  }

  close({ way, store }: Tab): void {
    this.service.tabs.delete(way);
    store.dispose();
  }

  private watch(tab: Tab): void {
    const now = tab.store.getSnapshot();
    try {
      consistent(now);
      onward(tab.seen, now);
    } catch (fault) {
      this.faults.push(fault);
    }
    tab.seen = now;
  }
}

/** The tab shows of the assignment what the service knows. */
async function right({ store }: Tab, service: FakeService, id: string): Promise<void> {
  store.open(id);
  await settled();
  const { assignments, score, attempts, activities, connection, drafts } = store.getSnapshot();
  const [activity, made] = [activities[id], service.attempts(id)];
  expect([connection, score]).toEqual(['live', service.score]);
  expect(assignments.map((each) => [each.status, each.attempts])).toEqual(
    service.listing().map((each) => [each.status, each.attempts]),
  );
  expect([busy(activity), activity?.kind === 'refused' && activity.lost]).toEqual([false, false]);
  if (activity?.kind === 'idle' && made[0] !== undefined) expect(drafts[id]?.code).not.toBe(made[0].code);
  if (activity?.kind === 'graded') expect(made).toContainEqual({ ...activity.submission, reused: false });
  if (attempts[id]?.loaded !== true) return;
  expect(attempts[id].items.map((item) => [item.id, item.status])).toEqual(made.map((item) => [item.id, item.status]));
}

describe('however quickly one works, and however badly the network does', () => {
  it('a result lands on its own submission, nothing moves backwards, and in the end all is right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { minLength: 1, maxLength: 20, size: 'max' }),
        fc.array(passage, { minLength: 1, maxLength: 20, size: 'max' }),
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (fates, passages, steps) => {
          const chaos = new Chaos(fates, passages);
          for (const place of [0, 1]) await chaos.open(place);
          for (const each of steps) await chaos.take(each);
          await chaos.calm();
          for (const tab of chaos.tabs) for (const { id } of ASSIGNMENTS) await right(tab, chaos.service, id);
          if (chaos.faults.length > 0) throw chaos.faults[0];
          for (const tab of chaos.tabs) chaos.close(tab);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 60_000);
});
