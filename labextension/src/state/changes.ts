/** What happens to the world: pure functions from what was known and what was learned to what is known now. */
import type { Listing } from '../client/api';
import type { Assignment, Progress, Submission } from '../client/contract';
import type { ServerEvent } from '../client/events';
import { claimed } from './card';
import type { Attempts } from './model';
import { queued, started, tested, told, type Track, UNKNOWN } from './track';
import { without, type World } from './world';

/** What a solved assignment adds to the score. */
const POINTS = 100;

const RANK: Readonly<Record<Progress, number>> = { untouched: 0, attempted: 1, solved: 2 };

/** An event of the live connection; `hello` and `assignments-changed` tell of nothing that is kept here. */
export function heard(world: World, event: ServerEvent, now: number): World {
  switch (event.type) {
    case 'queued':
      return withTrack(world, event.submission_id, (track) =>
        queued(track, event.position, event.eta_seconds, event.refusal),
      );
    case 'started':
      return underWay(world, event, (track) => started(track, now));
    case 'test':
      return underWay(world, event, (track) => tested(track, event.index, event.total, event.status, now));
    case 'graded':
      return learned(world, event.submission, null);
    case 'run': {
      const { run_id: id, verdict } = event;
      if (verdict === null || world.runs[id]) return world;
      return { ...world, runs: { ...world.runs, [id]: { verdict, at: now } }, tracks: without(world.tracks, id) };
    }
    case 'hello':
    case 'assignments-changed':
      return world;
  }
}

type Working = Extract<ServerEvent, { type: 'started' | 'test' }>;

/** What a grader tells of a submission, or of a run that has not ended. */
function underWay(world: World, event: Working, change: (track: Track) => Track): World {
  if ('submission_id' in event) return withTrack(world, event.submission_id, change);
  return world.runs[event.run_id] === undefined ? withTrack(world, event.run_id, change) : world;
}

function withTrack(world: World, id: string, change: (track: Track) => Track): World {
  const before = world.tracks[id] ?? UNKNOWN;
  const after = change(before);
  return after === before ? world : { ...world, tracks: { ...world.tracks, [id]: after } };
}

/**
 * What a reply (`asked`: the tick in which its question was asked) or an event (null) says of a submission: it goes
 * into its own track, the list of attempts, the assignment's status, the score and the card, all at once.
 */
export function learned(world: World, submission: Submission, asked: number | null): World {
  const before = world.tracks[submission.id];
  const tracked = withTrack(world, submission.id, (track) => told(track, submission, asked, world.tick));
  const known = tracked.tracks[submission.id]?.submission ?? submission;
  if (before !== undefined && before === tracked.tracks[submission.id]) return listed(tracked, known);
  return claimed(counted(listed(tracked, known), known), known);
}

function listed(world: World, submission: Submission): World {
  const id = submission.assignment_id;
  const attempts: Attempts = world.attempts[id] ?? { items: [], next: null, loaded: false };
  if (attempts.items.some((item) => item.id === submission.id && item === submission)) return world;
  const items = [submission, ...attempts.items.filter((item) => item.id !== submission.id)];
  items.sort((one, other) => other.attempt - one.attempt);
  return { ...world, attempts: { ...world.attempts, [id]: { ...attempts, items } } };
}

function counted(world: World, submission: Submission): World {
  const assignment = world.assignments.find((each) => each.id === submission.assignment_id);
  if (assignment === undefined) return world;
  const now = tried(assignment, submission);
  if (now.status === assignment.status && now.attempts === assignment.attempts) return world;
  const assignments = world.assignments.map((each) => (each === assignment ? now : each));
  const score = world.elsewhere + pointsOf(assignments);
  if (score === world.score) return { ...world, assignments };
  return { ...world, assignments, score, gainedBy: { ...world.gainedBy, [assignment.id]: submission.id } };
}

/** The assignment after that attempt at it. */
function tried(assignment: Assignment, { attempt, correct }: Submission): Assignment {
  const status = higher(assignment.status, correct === true ? 'solved' : 'attempted');
  return { ...assignment, status, attempts: Math.max(assignment.attempts, attempt) };
}

function higher(one: Progress, other: Progress): Progress {
  return RANK[one] >= RANK[other] ? one : other;
}

/** A page of attempts; `next` is where the following one begins. */
export function paged(
  world: World,
  assignmentId: string,
  page: readonly Submission[],
  next: string | null,
  asked: number,
): World {
  const after = page.reduce((each, submission) => learned(each, submission, asked), world);
  const items = after.attempts[assignmentId]?.items ?? [];
  return { ...after, attempts: { ...after.attempts, [assignmentId]: { items, next, loaded: true } } };
}

/** The assignments of the course as the server has them; what was solved since it was asked stays solved. */
export function fetched(world: World, listing: Listing): World {
  const known = new Map(world.assignments.map((each) => [each.id, each]));
  const assignments = listing.assignments.map((each) =>
    (world.attempts[each.id]?.items ?? []).reduce(tried, merged(known.get(each.id), each)),
  );
  const elsewhere = listing.score - pointsOf(listing.assignments);
  return { ...world, course: listing.course, assignments, elsewhere, score: elsewhere + pointsOf(assignments) };
}

function pointsOf(assignments: readonly Assignment[]): number {
  return POINTS * assignments.filter(({ status }) => status === 'solved').length;
}

/** One assignment in a newer revision. */
export function replaced(world: World, assignment: Assignment): World {
  const assignments = world.assignments.map((each) => (each.id === assignment.id ? merged(each, assignment) : each));
  return { ...world, assignments };
}

function merged(known: Assignment | undefined, told: Assignment): Assignment {
  if (known === undefined) return told;
  const status = higher(told.status, known.status);
  return { ...told, status, attempts: Math.max(told.attempts, known.attempts) };
}

/** The submissions, and the runs that a card shows, whose end is not known yet. */
export function awaited(world: World): { readonly submissions: readonly string[]; readonly runs: readonly string[] } {
  const pending = Object.entries(world.tracks).filter(([, track]) => track.submission?.status === 'pending');
  const runs = Object.values(world.shown).flatMap((shown) =>
    shown.kind === 'run' && world.runs[shown.id] === undefined ? [shown.id] : [],
  );
  return { submissions: pending.map(([id]) => id), runs };
}
