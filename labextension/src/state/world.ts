/** Everything the store knows, and the snapshot it shows of it. */
import type { Assignment, Verdict } from '../client/contract';
import type { Activity, PracticeState, Purpose, Refused, Tried } from './model';
import { isSettled, type Track, UNKNOWN } from './track';

/** What the result card of an assignment is about. */
export type Shown =
  | ({ readonly kind: 'submitting' } & Tried)
  | {
      readonly kind: 'submission';
      readonly id: string;
      readonly same: boolean;
      /** What was in the editor when a person opened it; null where it came by itself. */
      readonly openedOver: string | null;
    }
  | { readonly kind: 'run'; readonly id: string; readonly code: string; readonly stdin: string | null }
  | Refused;

/** The end of a run; `at` in ms since 1970. */
export interface RunEnd {
  readonly verdict: Verdict;
  readonly at: number;
}

export interface World extends PracticeState {
  /** Counts what happened, so that two facts can be told apart by age. */
  readonly tick: number;
  readonly shown: Readonly<Record<string, Shown>>;
  readonly tracks: Readonly<Record<string, Track>>;
  readonly runs: Readonly<Record<string, RunEnd>>;
  /** By assignment: the submission that earned its points while this page looked on. */
  readonly gainedBy: Readonly<Record<string, string>>;
  /** Points that the score has besides those of the assignments here. */
  readonly elsewhere: number;
}

/** The world as an effect sees it: read, and changed by a pure function. */
export interface Holder {
  readonly world: World;
  change(step: (world: World) => World): void;
  /** The same, but who listens hears of it a moment later: a letter is drawn before what follows from it. */
  changeByKey(step: (world: World) => World): void;
  /** The moment now; what is learned from here on is younger. */
  tick(): number;
}

export const EMPTY: World = {
  load: { kind: 'loading' },
  course: null,
  courses: [],
  assignments: [],
  currentId: null,
  score: 0,
  connection: 'connecting',
  lastUpdate: null,
  clockAhead: 0,
  drafts: {},
  attempts: {},
  activities: {},
  banners: {},
  hints: {},
  tick: 0,
  shown: {},
  tracks: {},
  runs: {},
  gainedBy: {},
  elsewhere: 0,
};

/** What is shown of an assignment now. */
export function activityOf(world: World, assignment: Assignment): Activity {
  const shown = world.shown[assignment.id];
  switch (shown?.kind) {
    case undefined:
      return { kind: 'idle' };
    case 'submitting':
      return { kind: 'submitting', purpose: shown.purpose, lines: shown.code.trimEnd().split('\n').length };
    case 'refused':
      return shown;
    case 'run': {
      const end = world.runs[shown.id];
      const { code, stdin } = shown;
      if (end !== undefined) return { kind: 'ran', code, stdin, verdict: end.verdict, at: end.at };
      const track = world.tracks[shown.id] ?? UNKNOWN;
      return stdin === null ? underWay(track, 'run', assignment.visible_tests.length) : underWay(track, 'input', 1);
    }
    case 'submission':
      return progress(world, assignment, shown.id, shown.same);
  }
}

function progress(world: World, assignment: Assignment, id: string, same: boolean): Activity {
  const track = world.tracks[id] ?? UNKNOWN;
  if (track.submission !== null && isSettled(track.submission)) {
    // Sent a second time, it earns nothing: its points were told when it was graded.
    const gained = !same && world.gainedBy[assignment.id] === id;
    return { kind: 'graded', submission: track.submission, gained, same };
  }
  return underWay(track, 'submit', assignment.visible_tests.length + assignment.hidden_tests);
}

/** Queued, or running so many tests. */
function underWay(track: Track, purpose: Purpose, total: number): Activity {
  const { ahead: position, eta: etaSeconds, refusal } = track;
  if (track.startedAt === null) return { kind: 'queued', purpose, position, etaSeconds, refusal };
  const tests = track.tests.length > 0 ? track.tests : new Array<null>(total).fill(null);
  return { kind: 'running', purpose, tests, startedAt: track.startedAt };
}

/** The world with its activities brought up to date; those that did not change keep their identity. */
export function refreshed(before: World, after: World): World {
  const same =
    before.shown === after.shown &&
    before.tracks === after.tracks &&
    before.runs === after.runs &&
    before.gainedBy === after.gainedBy &&
    before.assignments === after.assignments;
  if (same) return after;
  const activities = after.assignments.map((assignment) => {
    const old = before.activities[assignment.id];
    return [assignment.id, old && unchanged(before, after, assignment.id) ? old : activityOf(after, assignment)];
  });
  return { ...after, activities: Object.fromEntries(activities) as Record<string, Activity> };
}

function unchanged(before: World, after: World, assignmentId: string): boolean {
  const shown = after.shown[assignmentId];
  if (shown !== before.shown[assignmentId]) return false;
  if (shown?.kind !== 'submission' && shown?.kind !== 'run') return true;
  if (before.tracks[shown.id] !== after.tracks[shown.id]) return false;
  return shown.kind === 'run'
    ? before.runs[shown.id] === after.runs[shown.id]
    : before.gainedBy[assignmentId] === after.gainedBy[assignmentId];
}

export function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}
