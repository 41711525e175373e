/** Which course to show where the host named none. */
import type { Api, Offer } from '../client/api';
import { ApiError } from '../client/errors';
import type { Missing, Named } from './model';

/** An assignment was asked for that is in none of the courses. */
export class NoSuch extends Error {
  override readonly name = 'NoSuch';
  readonly code = 'no-such';
  readonly said = null;

  constructor(readonly missing: Missing) {
    super(`no assignment ${missing.assignment}`);
  }
}

/**
 * The slug of the course: the one chosen in this browser, else the one last practised.
 *
 * Rejects with `no-assignments` where there is no course.
 */
export function courseToOpen({ courses, current }: Offer, chosen: string | null): string {
  const slugs = courses.map((course) => course.slug);
  const slug = [chosen, current].find((each) => each !== null && slugs.includes(each)) ?? slugs[0];
  if (slug === undefined) throw new ApiError(404, 'no-assignments');
  return slug;
}

/** The slug of the course that an assignment's id names, or null where that course is not there. */
export function courseOf(assignmentId: string, { courses }: Offer): string | null {
  const slug = assignmentId.split('/')[0];
  return courses.find((course) => course.slug === slug)?.slug ?? null;
}

/**
 * The slug of the course that has the assignment, the one last practised before the others.
 *
 * Rejects with `NoSuch` where none has it, and with `no-assignments` where there is no course.
 */
export async function courseWith(api: Api, offer: Offer, assignment: string): Promise<string> {
  const first = courseToOpen(offer, null);
  const slugs = [first, ...offer.courses.map((course) => course.slug).filter((slug) => slug !== first)];
  if (slugs.length === 1) return first;
  const listings = await Promise.all(slugs.map((slug) => api.assignments(slug)));
  const found = listings.find(({ assignments }) => assignments.some((each) => each.slug === assignment));
  if (found === undefined) throw noSuch(assignment, listings);
  return found.course.slug;
}

/** The error for an assignment that is in none of these courses: it tells what they have. */
export function noSuch(
  assignment: string,
  listings: readonly {
    readonly course: { readonly title: string };
    readonly assignments: readonly Named[];
  }[],
): NoSuch {
  const courses = listings.map(({ course, assignments }) => ({
    title: course.title,
    has: assignments.map(({ slug, title }) => ({ slug, title })),
  }));
  return new NoSuch({ assignment, courses });
}
