/** The head of the result card: tone, icon, heading and the small line beside it, for every activity. */
import type { Assignment, Submission, Verdict } from '../../client/contract';
import type { Activity } from '../../state/model';
import { clock, dayWithin, daysAgo, duration, secondsUntil, tenths } from '../format';
import type { IconName } from '../icons';
import type { Translate } from '../types';
import { hasFailed, testsAtStake, type ShownTest } from './tests';
import { inputName, verdictName, type Tone } from './verdict';

export interface Headline {
  readonly tone: Tone | null;
  readonly icon: IconName | 'spinner' | null;
  readonly title: string;
  readonly meta: string;
  readonly busy: boolean;
}

/** What the headline is made of; `now` in milliseconds since 1970. */
export interface Telling {
  readonly t: Translate;
  readonly assignment: Assignment;
  readonly tests: readonly ShownTest[];
  readonly now: number;
  /** When news last came, where live updates are paused. */
  readonly paused: number | null;
}

const busy = { tone: 'info', icon: 'spinner', busy: true } as const;

/** What is awaited while nothing can be heard of it: nobody knows whether it still runs. */
function waiting({ t }: Telling, paused: number): Headline {
  return {
    tone: 'warn',
    icon: 'offline',
    title: t('Waiting for the connection'),
    meta: t('Last update %1', clock(t, paused, true)),
    busy: false,
  };
}

function underWay(telling: Telling, progress: string): string {
  return progress === '' ? telling.t('You can keep editing.') : telling.t('%1 You can keep editing.', progress);
}

function queued(telling: Telling, position: number | null, eta: number | null): Headline {
  const { t } = telling;
  // The server counts the jobs ahead; people in a queue count themselves.
  const title = position === null ? t('Queued') : t('Queued, position %1', position + 1);
  const meta = underWay(telling, eta === null ? '' : t('About %1 s.', Math.max(1, Math.round(eta))));
  return { ...busy, title, meta };
}

/** Sent and kept, with nobody there to grade it. */
function ungraded(telling: Telling): Headline {
  const { t } = telling;
  const title = t('Practice is not set up completely');
  return { tone: 'warn', icon: 'warning', title, meta: underWay(telling, ''), busy: false };
}

function running(telling: Telling, activity: Extract<Activity, { kind: 'running' }>): Headline {
  const { t, assignment, now } = telling;
  const total = testsAtStake(activity, assignment);
  const at = activity.tests.indexOf(null);
  const title =
    activity.purpose === 'input'
      ? t('Running your program')
      : t('Running test %1 of %2', at < 0 ? total : Math.min(at + 1, total), total);
  return { ...busy, title, meta: underWay(telling, t('%1 s.', tenths(t, now - activity.startedAt))) };
}

function attemptAt(telling: Telling, submission: Submission): string {
  const { t, now } = telling;
  const { attempt, submitted_at: at } = submission;
  if (daysAgo(at, now) === 0) return t('Attempt %1 at %2', attempt, clock(t, at));
  return t('Attempt %1, %2 at %3', attempt, dayWithin(t, at, now), clock(t, at));
}

function attemptMeta(telling: Telling, submission: Submission, verdict: Verdict | null): string {
  const { t } = telling;
  const attempt = attemptAt(telling, submission);
  if (verdict === null || verdict.status === 'system') return attempt;
  if (verdict.status === 'timeout') return t('%1, stopped at the limit', attempt);
  return t('%1, took %2', attempt, duration(t, verdict.graded_ms));
}

function graded(telling: Telling, activity: Extract<Activity, { kind: 'graded' }>): Headline {
  const { t, assignment, tests } = telling;
  const { submission, same } = activity;
  const verdict = submission.feedback;
  if (submission.status === 'failed' || verdict === null) {
    return {
      tone: 'warn',
      icon: 'wrench',
      title: t('The grader had a problem'),
      meta: attemptAt(telling, submission),
      busy: false,
    };
  }
  if (same) {
    const meta = t('Result from %1 shown', clock(t, submission.graded_at ?? submission.submitted_at));
    return { tone: 'info', icon: 'equal', title: t('Same code as attempt %1', submission.attempt), meta, busy: false };
  }
  const name = verdictName(t, verdict, tests, assignment.limits.seconds);
  return { ...name, meta: attemptMeta(telling, submission, verdict), busy: false };
}

function ran(telling: Telling, activity: Extract<Activity, { kind: 'ran' }>): Headline {
  const { t, assignment, tests } = telling;
  const meta = t('Run at %1, not an attempt', clock(t, activity.at));
  if (activity.stdin !== null)
    return { ...inputName(t, activity.verdict, assignment.limits.seconds), meta, busy: false };
  const name = verdictName(t, activity.verdict, tests, assignment.limits.seconds);
  if (!['passed', 'failed'].includes(activity.verdict.status)) return { ...name, meta, busy: false };
  const total = assignment.visible_tests.length;
  const failing = tests.filter(hasFailed).length;
  if (failing > 0) return { ...name, title: t('%1 of %2 visible tests fail', failing, total), meta, busy: false };
  const title = t(['The visible test passes', 'All %1 visible tests pass'], total);
  return { tone: 'info', icon: 'solved', title, meta, busy: false };
}

function refused(telling: Telling, activity: Extract<Activity, { kind: 'refused' }>): Headline {
  const { t, now } = telling;
  const titles: Readonly<Record<string, string>> = {
    'slow-down': t('One moment, please'),
    closed: t('This assignment is closed'),
    changed: t('This assignment has changed'),
    'too-large': t('Your code is too long'),
    unavailable: t('The course cannot be reached just now'),
    misconfigured: t('Practice is not set up completely'),
    offline: t('No answer from the server'),
    timeout: t('No answer from the server'),
    'unknown-submission': t('The result was lost'),
  };
  const left = activity.retryAt === null ? 0 : secondsUntil(activity.retryAt, now);
  const over = activity.retryAt === null ? '' : t('You can press Submit again now');
  const meta = left > 0 ? t('You can press Submit again in %1 s', left) : over;
  const title = titles[activity.code] ?? t('Your code was not sent');
  return { tone: 'warn', icon: activity.code === 'slow-down' ? 'clock' : 'warning', title, meta, busy: false };
}

function idle({ t, assignment }: Telling): Headline {
  const { length } = assignment.visible_tests;
  const hidden = assignment.hidden_tests;
  const run = t(['Run checks this one.', 'Run checks these %1.'], length);
  const submit = t(['Submit also checks %1 hidden test.', 'Submit also checks %1 hidden tests.'], hidden);
  const meta = [length > 0 ? run : '', hidden > 0 ? submit : ''].filter((sentence) => sentence !== '').join(' ');
  return { tone: null, icon: null, title: t('Tests'), meta, busy: false };
}

/** The headline of an activity. */
export function headline(activity: Activity, telling: Telling): Headline {
  const { t } = telling;
  switch (activity.kind) {
    case 'idle':
      return idle(telling);
    case 'submitting':
      return {
        ...busy,
        title: activity.purpose === 'submit' ? t('Submitting…') : t('Starting…'),
        meta: t(['Sending %1 line', 'Sending %1 lines'], activity.lines),
      };
    case 'queued':
      if (telling.paused !== null) return waiting(telling, telling.paused);
      if (activity.refusal !== null) return ungraded(telling);
      return queued(telling, activity.position, activity.etaSeconds);
    case 'running':
      if (telling.paused !== null) return waiting(telling, telling.paused);
      return running(telling, activity);
    case 'graded':
      return graded(telling, activity);
    case 'ran':
      return ran(telling, activity);
    case 'refused':
      return refused(telling, activity);
  }
}
