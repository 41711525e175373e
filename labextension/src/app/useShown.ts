/** What the app shows of a state: the current assignment with everything that is derived from it. */
import { useMemo } from 'react';
import type { Assignment } from '../client/contract';
import { CUT, type Activity, type PracticeState } from '../state/model';
import { codeOf, current, neighbour } from '../state/select';
import { deadline, nextChange, type Deadline } from './deadline';
import { normalised } from './format';
import { useLasting, useNow, useServerNow } from './hooks';
import { headline, type Headline, type Telling } from './result/headline';
import { lensOf, type Lens } from './result/lens';
import type { Standings } from './result/standings';
import { gradedOf, shownTests, type ShownTest } from './result/tests';
import type { Translate } from './types';

export interface Shown {
  readonly assignment: Assignment;
  readonly index: number;
  readonly previous: Assignment | null;
  readonly next: Assignment | null;
  readonly code: string;
  readonly activity: Activity;
  readonly tests: readonly ShownTest[];
  readonly headline: Headline;
  readonly lens: Lens | null;
  readonly telling: Telling;
  readonly standings: Standings;
  readonly deadline: Deadline | null;
  /** Past the deadline, and the server has not seen this code: it would refuse it. */
  readonly closed: boolean;
  /** The result is that of other code than the editor holds. */
  readonly stale: boolean;
  /** The next step is the next assignment. */
  readonly onward: boolean;
}

const IDLE: Activity = { kind: 'idle' };
/** A shorter wait in the queue is not worth a word. */
const QUEUED_MS = 300;

/** The queue is shown once the wait has lasted; until then it is still being submitted. */
function useSettled(activity: Activity, code: string): Activity {
  const lasting = useLasting(activity.kind === 'queued', QUEUED_MS);
  const lines = code.split('\n').length;
  return useMemo(
    () =>
      activity.kind === 'queued' && activity.refusal === null && !lasting
        ? { kind: 'submitting', purpose: activity.purpose, lines }
        : activity,
    [activity, lasting, lines],
  );
}

function ticking(activity: Activity): number | null {
  if (activity.kind === 'running') return 100;
  return activity.kind === 'refused' && activity.retryAt !== null ? 1000 : null;
}

function standingsOf(state: PracticeState): Standings {
  const solved = state.assignments.filter((assignment) => assignment.status === 'solved').length;
  return { solved, total: state.assignments.length, next: neighbour(state, 1) };
}

/** Solved, and neither the result on show nor the newest attempt says that there is something to mend again. */
function isOnward(state: PracticeState, assignment: Assignment, activity: Activity): boolean {
  if (assignment.status !== 'solved') return false;
  if (activity.kind === 'graded') return activity.submission.correct !== false;
  return state.attempts[assignment.id]?.items[0]?.correct !== false;
}

const NOWHERE = {
  id: '',
  course: '',
  slug: '',
  title: '',
  order_number: 0,
  topic: '',
  handout: '',
  starter_code: '',
  revision: 0,
  changed_at: null,
  limits: { seconds: 0, memory_mb: 0 },
  visible_tests: [],
  hidden_tests: 0,
  hints: 0,
  due_at: null,
  status: 'untouched',
  attempts: 0,
} as const satisfies Assignment;

function useDeadline(dueAt: string | null, clockAhead: number, t: Translate): Deadline | null {
  const due = dueAt === null ? null : Date.parse(dueAt);
  const now = useServerNow(clockAhead, (at) => (due === null ? null : nextChange(due, at)));
  return useMemo(() => (due === null ? null : deadline(t, due, now)), [t, due, now]);
}

/** Code that was submitted before is answered with its result, at any time. */
function isKnown(state: PracticeState, assignment: Assignment, code: string): boolean {
  const items = state.attempts[assignment.id]?.items ?? [];
  return items.some((each) => each.revision === assignment.revision && normalised(each.code) === normalised(code));
}

/** Everything the panes need, or null while no assignment is there. */
export function useShown(state: PracticeState, t: Translate): Shown | null {
  const found = current(state);
  // Hooks run on every render, with or without an assignment.
  const assignment = found ?? NOWHERE;
  const code = codeOf(state, assignment);
  const activity = useSettled(state.activities[assignment.id] ?? IDLE, code);
  const now = useNow(ticking(activity));
  const cut = CUT.has(state.connection);
  const tests = useMemo(() => shownTests(activity, assignment, cut), [activity, assignment, cut]);
  const lens = useMemo(() => lensOf(t, activity, assignment, tests), [t, activity, assignment, tests]);
  const due = useDeadline(assignment.due_at, state.clockAhead, t);
  if (found === null) return null;
  const telling: Telling = { t, assignment, tests, now, paused: cut ? (state.lastUpdate ?? now) : null };
  const graded = gradedOf(activity, assignment);
  return {
    assignment,
    index: state.assignments.indexOf(assignment),
    previous: neighbour(state, -1),
    next: neighbour(state, 1),
    code,
    activity,
    tests,
    headline: headline(activity, telling),
    lens,
    telling,
    standings: standingsOf(state),
    deadline: due,
    closed: due?.kind === 'closed' && !isKnown(state, assignment, code),
    stale: graded !== null && normalised(graded.code) !== normalised(code),
    onward: isOnward(state, assignment, activity),
  };
}
