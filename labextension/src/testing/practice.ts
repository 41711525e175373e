/** A practice on a fake server, with time in the test's hands. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { Assignment } from '../client/contract';
import { FakeTransport, type Route } from '../client/fake';
import { FakeDrafts } from '../state/drafts';
import type { Activity, PracticeState } from '../state/model';
import { type PracticeOptions, PracticeStore } from '../state/store';
import { assignment, COURSE } from './made';

export const FIRST = assignment();
export const SECOND = assignment({ slug: 'sort', title: 'Sorting', order_number: 2 });
export const THIRD = assignment({ slug: 'sum', title: 'Sums', order_number: 3 });

const stores: PracticeStore[] = [];

/** Fakes time, and lets go of what `start` made after each test. */
export function faked(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    window.localStorage.clear();
  });
  afterEach(() => {
    for (const store of stores.splice(0)) store.dispose();
    vi.useRealTimers();
  });
}

export function server(assignments: readonly Assignment[] = [FIRST, SECOND, THIRD], score = 0): FakeTransport {
  return new FakeTransport()
    .on('GET /assignments', () => ({ json: { assignments, course: COURSE, score } }))
    .on('GET /assignment', () => ({ json: assignments[0] }))
    .on('GET /courses', () => ({ json: { courses: [COURSE], current: COURSE.slug } }))
    .on('POST /assignment/last-visit', () => ({ status: 204 }));
}

export function start(transport: FakeTransport, options: Partial<PracticeOptions> = {}): PracticeStore {
  const store = new PracticeStore({ transport, drafts: new FakeDrafts(), ...options });
  stores.push(store);
  return store.start();
}

/** Lets everything happen that needs no time. */
export const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** A practice whose course is there and whose connection is open. */
export async function ready(transport: FakeTransport, options: Partial<PracticeOptions> = {}): Promise<PracticeStore> {
  const store = start(transport, options);
  transport.socket.say({ type: 'hello', scores: {}, pending: [] });
  await settled();
  return store;
}

export const state = (store: PracticeStore): PracticeState => store.getSnapshot();

export const activity = (store: PracticeStore, of: Assignment = FIRST): Activity | undefined =>
  state(store).activities[of.id];

/** A route that answers when the test says so. */
export function held(): { route: Route; answer: (json: unknown, status?: number) => void } {
  let answer: (json: unknown, status?: number) => void = () => undefined;
  const route: Route = () => new Promise((resolve) => (answer = (json, status = 201) => resolve({ status, json })));
  return { route, answer: (json, status) => answer(json, status) };
}
