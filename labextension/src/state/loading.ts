/** Brings the course in, and keeps it up to date. */
import type { Api, Listing } from '../client/api';
import type { Assignment } from '../client/contract';
import { ApiError, type Unreachable } from '../client/errors';
import { fetched } from './changes';
import type { Choice } from './choice';
import type { Desk, Holder } from './desk';
import type { Load } from './model';

/** Pauses (ms) before the course is asked for again; the last one repeats. */
export const RETRIES = [5_000, 10_000, 20_000, 30_000] as const;

/** A service that is still starting is waited for so long (ms) before anything is said about it. */
export const PATIENCE = 20_000;

/** Nothing changes here by asking again. */
const LASTING: ReadonlySet<string> = new Set(['not-here', 'misconfigured', 'forbidden', 'unknown-course', 'no-such']);

export interface Scope {
  /** The course by its slug; null where the deployment has one. */
  course: string | null;
  /** Show this assignment alone, by its slug. */
  readonly only: string | null;
  /** Show this assignment first, by its id. */
  readonly initial: string | null;
}

export class Loader {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private begun = 0;
  private fetching: Promise<void> | null = null;

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
      this.failed(error as ApiError | Unreachable);
    }
  }

  /** Fetches the course anew while it stays on the screen; what fails is tried at the next occasion. */
  refetch(): Promise<void> {
    if (this.holder.world.load.kind === 'error') return this.load();
    if (this.holder.world.load.kind === 'loading') return Promise.resolve();
    this.fetching ??= this.fetch()
      .catch(() => undefined)
      .finally(() => {
        this.fetching = null;
      });
    return this.fetching;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async fetch(): Promise<void> {
    const asked = this.holder.tick();
    const first = this.holder.world.currentId === null && this.scope.only === null && this.scope.initial === null;
    const named = this.scope.course;
    const [listing, visited] = await Promise.all([this.listing(), first ? this.first() : null]);
    const chosen = first && named !== this.scope.course ? await this.first() : visited;
    const before = this.holder.world.assignments;
    this.holder.change((world) => fetched(world, listing, asked));
    this.desk.prepare(before, this.holder.world.assignments);
    const currentId = this.choose(chosen);
    const load: Load = { kind: currentId === null ? 'empty' : 'ready' };
    this.holder.change((world) => ({ ...world, load, currentId, lastUpdate: Date.now() }));
  }

  private async listing(): Promise<Listing> {
    const { scope } = this;
    if (scope.course === null && scope.only === null) scope.course = this.choice.course();
    try {
      return this.narrowed(await this.api.assignments(scope.course));
    } catch (error) {
      if (!(error instanceof ApiError) || !(await this.elsewhere(error))) throw error;
      return this.narrowed(await this.api.assignments(scope.course));
    }
  }

  /** Whether there is a course to show instead: none was named and there are several, or the chosen one is gone. */
  private async elsewhere(error: ApiError): Promise<boolean> {
    const { scope } = this;
    const unnamed = error.code === 'malformed' && scope.course === null;
    const gone = error.code === 'unknown-course' && scope.course !== null && scope.course === this.choice.course();
    if (!unnamed && !gone) return false;
    const courses = (await this.api.courses()).map((course) => course.slug);
    scope.course = (await this.courseOf(scope.only, courses)) ?? courses[0] ?? null;
    if (scope.course !== null && scope.only === null) this.choice.remember(scope.course);
    return scope.course !== null;
  }

  /** The first course that has the assignment. */
  private async courseOf(slug: string | null, courses: readonly string[]): Promise<string | null> {
    if (slug === null) return null;
    for (const course of courses) {
      const { assignments } = await this.api.assignments(course);
      if (assignments.some((each) => each.slug === slug)) return course;
    }
    return null;
  }

  private narrowed(listing: Listing): Listing {
    const { only } = this.scope;
    if (only === null) return listing;
    const assignments = listing.assignments.filter((each) => each.slug === only);
    if (assignments.length > 0) return { ...listing, assignments };
    const slugs = listing.assignments.map((each) => each.slug).join(', ');
    const message = `The course ${listing.course.title} has no assignment '${only}'. It has: ${slugs}.`;
    throw new ApiError(404, 'no-such', message);
  }

  private async first(): Promise<Assignment | null> {
    return await this.api.assignment(this.scope.course).catch(() => null); // chosen from the list instead
  }

  private choose(first: Assignment | null): string | null {
    const { assignments, currentId } = this.holder.world;
    const ids = assignments.map((each) => each.id);
    const wanted = [currentId, this.scope.initial, first?.id].find((id) => id && ids.includes(id));
    return wanted ?? assignments.find((each) => each.status !== 'solved')?.id ?? ids[0] ?? null;
  }

  private failed(error: ApiError | Unreachable): void {
    if (error.code === 'no-assignments') {
      this.say({ kind: 'empty' });
      return;
    }
    const starting = error.code === 'unavailable' && Date.now() - this.begun < PATIENCE;
    const pause = starting ? retryAfter(error) : (RETRIES[Math.min(this.failures, RETRIES.length - 1)] ?? 0);
    this.failures += starting ? 0 : 1;
    const again = !LASTING.has(error.code);
    if (again) this.timer = setTimeout(() => void this.load(), pause);
    if (starting) return;
    this.say({ kind: 'error', message: error.message, code: error.code, retryAt: again ? Date.now() + pause : null });
  }

  private say(load: Load): void {
    this.holder.change((world) => ({ ...world, load }));
  }
}

function retryAfter(error: ApiError | Unreachable): number {
  return ('retryAfter' in error && error.retryAfter !== null ? Math.min(error.retryAfter, 5) : 1) * 1000;
}
