/** The tests of an assignment as the result shows them: numbered, visible ones first, each with where it stands. */
import type { Assignment, TestResult, TestStatus, Verdict, VisibleTest } from '../../client/contract';
import type { Activity } from '../../state/model';
import type { Translate } from '../types';

/** Where a test stands: waiting and running before it has a status; output and memory name the limit that ended it. */
export type Standing = TestStatus | 'waiting' | 'running' | 'output' | 'memory';

export interface ShownTest {
  /** Counts from 1 over visible and hidden tests together. */
  readonly number: number;
  readonly hidden: boolean;
  readonly standing: Standing;
  /** What the student may read of the test; null for a hidden one or one of an older revision. */
  readonly test: VisibleTest | null;
  readonly result: TestResult | null;
}

const FAILED: ReadonlySet<Standing> = new Set<Standing>(['failed', 'error', 'timeout', 'output', 'memory']);

/** Whether the test was run and did not pass. */
export function hasFailed(shown: ShownTest): boolean {
  return FAILED.has(shown.standing);
}

/** The verdict an activity shows, with the code and the revision it was given for. */
export interface Graded {
  readonly verdict: Verdict;
  readonly code: string;
  readonly revision: number;
}

/** What was graded, or null while nothing has been. */
export function gradedOf(activity: Activity, assignment: Assignment): Graded | null {
  if (activity.kind === 'ran') return { verdict: activity.verdict, code: activity.code, revision: assignment.revision };
  if (activity.kind !== 'graded' || activity.submission.feedback === null) return null;
  const { feedback, code, revision } = activity.submission;
  return { verdict: feedback, code, revision };
}

function untouched(assignment: Assignment, count: number): readonly ShownTest[] {
  const visible = assignment.visible_tests.length;
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    hidden: index >= visible,
    standing: 'waiting',
    test: assignment.visible_tests[index] ?? null,
    result: null,
  }));
}

function live(
  tests: readonly ShownTest[],
  statuses: readonly (TestStatus | null)[],
  paused: boolean,
): readonly ShownTest[] {
  const running = paused ? -1 : statuses.indexOf(null);
  return tests.map((shown, index) => ({
    ...shown,
    standing: statuses[index] ?? (index === running ? 'running' : 'waiting'),
  }));
}

const UNREADABLE: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/** Whether Python could not read the code at all; each test of a script then ends with that error. */
function unreadable({ error, tests }: Verdict): boolean {
  return error !== null && UNREADABLE.has(error.type) && tests.every(({ status }) => /^(error|not-run)$/.test(status));
}

function standingOf(verdict: Verdict, { status, hidden }: TestResult): Standing {
  if (status !== 'error') return status;
  if (unreadable(verdict)) return 'not-run';
  return !hidden && (verdict.status === 'output' || verdict.status === 'memory') ? verdict.status : status;
}

function judged(assignment: Assignment, graded: Graded): readonly ShownTest[] {
  const same = graded.revision === assignment.revision;
  return graded.verdict.tests.map((result, index) => ({
    number: index + 1,
    hidden: result.hidden,
    standing: standingOf(graded.verdict, result),
    test: same && !result.hidden ? (assignment.visible_tests[index] ?? null) : null,
    result,
  }));
}

/** The tests for an activity, in the order of their numbers; `paused`: nobody knows which one runs just now. */
export function shownTests(activity: Activity, assignment: Assignment, paused = false): readonly ShownTest[] {
  if (isOnInput(activity)) return [];
  const graded = gradedOf(activity, assignment);
  if (graded !== null) return judged(assignment, graded);
  const tests = untouched(assignment, testsAtStake(activity, assignment));
  return activity.kind === 'running' ? live(tests, activity.tests, paused) : tests;
}

/** Whether the activity runs the program on an input of one's own, and no test. */
export function isOnInput(activity: Activity): boolean {
  return activity.kind === 'ran' ? activity.stdin !== null : 'purpose' in activity && activity.purpose === 'input';
}

/** How many tests this activity is about: a run leaves the hidden ones out. */
export function testsAtStake(activity: Activity, assignment: Assignment): number {
  if (isOnInput(activity)) return 1;
  const visible = assignment.visible_tests.length;
  const run = activity.kind === 'ran' || ('purpose' in activity && activity.purpose === 'run');
  return run ? visible : visible + assignment.hidden_tests;
}

/** The call of a test, or its name where it has none. */
export function callOf(shown: ShownTest): string | null {
  return shown.result?.call ?? shown.test?.call ?? null;
}

/** What a test should give, as it is known before it ran; null for a hidden one. */
export function wanted({ test }: ShownTest, t: Translate): string | null {
  return test?.raises != null ? t('%1 is raised', test.raises) : (test?.expected ?? test?.stdout ?? null);
}

/** A standing in a word, for those who do not see chip or icon. */
export function standingName(t: Translate, standing: Standing): string {
  const names: Readonly<Record<Standing, string>> = {
    passed: t('passed'),
    failed: t('failed'),
    error: t('stopped by an error'),
    timeout: t('over the time limit'),
    output: t('printed too much'),
    memory: t('used too much memory'),
    'not-run': t('not run'),
    waiting: t('waiting'),
    running: t('running'),
  };
  return names[standing];
}
