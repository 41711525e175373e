/** Brings the course in, and keeps it up to date. */
import type { Api, Listing, Offer } from '../client/api';
import { BARRED } from '../client/barred';
import type { Assignment } from '../client/contract';

import { fetched } from './changes';
import type { Choice } from './choice';
import { courseOf, courseToOpen, courseWith, noSuch } from './courses';
import type { Desk } from './desk';
import type { Holder } from './world';
import { withBanner } from './editing';
import type { Load } from './model';
import { type Failure, troubleOf } from './trouble';

/** Pauses (ms) before the course is asked for again; the last one repeats. */
export const RETRIES = [5_000, 10_000, 20_000, 30_000] as const;

/** A service that is still starting is waited for so long (ms) before anything is said about it. */
export const PATIENCE = 20_000;

/** Nothing changes here by asking again. */
const LASTING: ReadonlySet<string> = new Set([
  'not-here',
  'misconfigured',
  'forbidden',
  ...BARRED,
  'unknown-course',
  'no-such',
]);

export interface Scope {
  /** The course by its slug; null until it is known which. */
  course: string | null;
  /** Show this assignment alone, by its slug. */
  readonly only: string | null;
  /** Show this assignment, by its id, or say that it is not there. */
  wanted: string | null;
}

export class Loader {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private begun = 0;
  /** The listing on its way was asked for: what is told from now on may not be in it. */
  private asked = false;
  private outdated = false;
  private asking = new AbortController();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly desk: Desk,
    private readonly scope: Scope,
    private readonly choice: Choice,
  ) {}

  /** Goes over to another course. */
  change(course: string): Promise<void> {
    this.choice.remember(course);
    this.scope.course = course;
    this.holder.change((world) => ({ ...world, course: null, assignments: [], currentId: null }));
    return this.load();
  }

  /** Goes to an assignment that may be in another course. */
  find(wanted: string): Promise<void> {
    this.scope.wanted = wanted;
    return this.load();
  }

  /** Loads the course from the beginning, and tries again by itself where that may help. */
  async load(): Promise<void> {
    clearTimeout(this.timer);
    if (this.begun === 0) this.begun = Date.now();
    this.say({ kind: 'loading' });
    try {
      await this.fetch();
      this.failures = 0;
      this.begun = 0;
    } catch (error) {
      if (isGivenUp(error)) return;
      this.failed(error as Failure);
    }
    if (this.outdated) void this.refetch();
  }

  /** Fetches the course anew while it stays on the screen; what fails is tried at the next occasion. */
  refetch(): Promise<void> {
    const { kind } = this.holder.world.load;
    if (kind === 'error') return this.load();
    if (kind !== 'loading') return this.fetch().catch(() => undefined);
    this.outdated = this.asked; // the first paint does not wait for what is asked after it
    return Promise.resolve();
  }

  /** Asks once more, also for what is being loaded: the question may have been lost. */
  renew(): Promise<void> {
    return this.holder.world.load.kind === 'loading' ? this.load() : this.refetch();
  }

  close(): void {
    clearTimeout(this.timer);
    this.asking.abort();
  }

  /** A question under way is given up: its answer may be older than what made us ask again. */
  private async fetch(): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    this.asked = false;
    this.outdated = false;
    const { signal } = this.asking;
    const { wanted } = this.scope;
    const first = this.holder.world.currentId === null && this.scope.only === null && wanted === null;
    const offered = this.api.courses(signal);
    if (wanted !== null) this.scope.course = courseOf(wanted, await offered) ?? this.scope.course;
    if (this.scope.course === null) this.scope.course = await this.course(await offered);
    const [listing, chosen, courses] = await Promise.all([
      this.listing(signal),
      first ? this.first(signal) : null,
      offered.then((offer) => offer.courses).catch(() => this.holder.world.courses),
    ]);
    signal.throwIfAborted();
    const { assignments: before, currentId: at } = this.holder.world;
    const choices = this.scope.only === null ? courses : [];
    this.desk.save();
    this.holder.change((world) => ({ ...fetched(world, listing), courses: choices }));
    this.desk.prepare(before, this.holder.world.assignments);
    const currentId = this.choose(chosen);
    const gone = wanted === null ? before.find(({ id }) => id === at && id !== currentId) : undefined;
    this.holder.change((world) => ({
      ...world,
      load: currentId === null ? empty(world.load, gone) : { kind: 'ready' },
      currentId,
      lastUpdate: Date.now(),
    }));
    if (wanted !== null) this.answer(wanted, currentId);
    else this.withdrawn(gone);
  }

  /** Where one was is gone from the course: that is said where one is instead. */
  private withdrawn(gone: Assignment | undefined): void {
    const { currentId } = this.holder.world;
    if (gone === undefined || currentId === null) return;
    this.holder.change((world) => withBanner(world, currentId, { kind: 'withdrawn', title: gone.title }));
  }

  /** What was asked for is shown; or it is not there, and that is said where one is instead. */
  private answer(wanted: string, currentId: string | null): void {
    this.scope.wanted = null;
    if (currentId === null || currentId === wanted) return;
    this.holder.change((world) => withBanner(world, currentId, { kind: 'missing', asked: wanted }));
  }

  private course(offer: Offer): Promise<string> | string {
    const { only } = this.scope;
    return only === null ? courseToOpen(offer, this.choice.course()) : courseWith(this.api, offer, only);
  }

  private async listing(signal: AbortSignal): Promise<Listing> {
    const { course, only } = this.scope;
    this.asked = true;
    const listing = await this.api.assignments(course, signal);
    if (only === null) return listing;
    const assignments = listing.assignments.filter((each) => each.slug === only);
    const wasHere = this.holder.world.assignments.length > 0; // withdrawn, not misspelt
    if (assignments.length === 0 && !wasHere) throw noSuch(only, [listing]);
    return { ...listing, assignments };
  }

  private async first(signal: AbortSignal): Promise<Assignment | null> {
    return await this.api.assignment(this.scope.course, signal).catch(() => null); // chosen from the list instead
  }

  private choose(first: Assignment | null): string | null {
    const { assignments, currentId } = this.holder.world;
    const ids = assignments.map((each) => each.id);
    const found = [this.scope.wanted, currentId, first?.id].find((id) => id && ids.includes(id));
    return found ?? assignments.find((each) => each.status !== 'solved')?.id ?? ids[0] ?? null;
  }

  private failed(error: Failure): void {
    if (error.code === 'no-assignments') {
      this.say({ kind: 'empty', withdrawn: null });
      return;
    }
    const starting = error.code === 'unavailable' && Date.now() - this.begun < PATIENCE;
    const pause = starting ? retryAfter(error) : (RETRIES[Math.min(this.failures, RETRIES.length - 1)] ?? 0);
    this.failures += starting ? 0 : 1;
    const again = !LASTING.has(error.code);
    if (again) this.timer = setTimeout(() => void this.load(), pause);
    if (starting) return;
    this.say({ kind: 'error', ...troubleOf(error), retryAt: again ? Date.now() + pause : null });
  }

  private say(load: Load): void {
    this.holder.change((world) => ({ ...world, load }));
  }
}

/** A course without assignments, and what went last, until there is one again. */
function empty(before: Load, gone: Assignment | undefined): Load {
  const told = before.kind === 'empty' ? before.withdrawn : null;
  return { kind: 'empty', withdrawn: gone?.title ?? told };
}

function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function retryAfter(error: Failure): number {
  return ('retryAfter' in error && error.retryAfter !== null ? Math.min(error.retryAfter, 5) : 1) * 1000;
}
