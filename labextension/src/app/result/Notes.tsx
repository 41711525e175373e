/** The sentences under the counts: what the result means and what can be done now. */
import { Children, useState, type ReactElement, type ReactNode } from 'react';
import type { Assignment, Submission, Verdict } from '../../client/contract';
import type { Activity, Purpose, Refused, Tried } from '../../state/model';
import { Button } from '../Button';
import { copy } from '../copy';
import { Icon } from '../icons';
import { join, phrase, plain, Say, type Phrase } from '../phrase';
import { SHUT_OUT, troubleWords } from '../trouble';
import type { Translate } from '../types';
import { solvedWords, type Standings } from './standings';
import { hasFailed, type ShownTest } from './tests';

interface NoteProps {
  readonly words: Phrase;
  readonly look?: 'sunken' | 'warning' | 'flat';
  readonly children?: ReactNode;
}

function Note({ words, look = 'sunken', children }: NoteProps): ReactElement {
  const buttons = Children.toArray(children);
  return (
    <div className={`pp-note pp-note-${look}`}>
      <p>
        <Say parts={words} />
      </p>
      {buttons.length > 0 ? <div className="pp-row">{buttons}</div> : null}
    </div>
  );
}

/** A short code for a report: enough of the submission's id for staff to find it. */
function reportCode(submission: Submission): string {
  return `F-${submission.id.slice(0, 8).toUpperCase()}`;
}

interface FaultProps {
  readonly submission: Submission;
  readonly t: Translate;
  readonly onRegrade: (submission: Submission) => void;
}

function Fault({ submission, t, onRegrade }: FaultProps): ReactElement {
  const [copied, setCopied] = useState(false);
  const code = reportCode(submission);
  const words =
    '**This was not your fault, and it does not count.** Your code is saved. Let it be graded again, or tell your teacher the report code. You can keep working or close this page.';
  return (
    <Note look="warning" words={phrase(t, words)}>
      <Button small onClick={() => onRegrade(submission)}>
        <Icon name="reset" />
        {t('Grade again now')}
      </Button>
      <Button small look="ghost" onClick={() => void copy(code).then(setCopied)}>
        <Icon name="copy" />
        {copied ? t('Copied %1', code) : t('Copy report code %1', code)}
      </Button>
    </Note>
  );
}

function Same({
  attempt,
  t,
  onOpen,
}: {
  readonly attempt: number;
  readonly t: Translate;
  readonly onOpen: () => void;
}): ReactElement {
  const words = 'Your code has not changed since attempt %1, so the result is the same. **Nothing was graded twice.**';
  return (
    <Note words={phrase(t, words, attempt)}>
      <Button small onClick={onOpen}>
        <Icon name="history" />
        {t('Open attempt %1', attempt)}
      </Button>
    </Note>
  );
}

function onlyHiddenFail(t: Translate, tests: readonly ShownTest[]): Phrase | null {
  const failed = tests.filter(hasFailed);
  if (failed.length === 0 || failed.some((test) => !test.hidden)) return null;
  const words = [
    '%1 hidden test asks for something the examples do not show.',
    '%1 hidden tests ask for something the examples do not show.',
  ] as const;
  return join(phrase(t, 'Every visible test passes.'), phrase(t, words, failed.length));
}

function onInputWords(t: Translate, verdict: Verdict): Phrase | null {
  if (verdict.status === 'system') return runFault(t);
  const silent = verdict.stdout === '' && ['passed', 'failed'].includes(verdict.status);
  return silent ? phrase(t, 'It came to its end and printed nothing.') : null;
}

function runFault(t: Translate): Phrase {
  return phrase(t, '**This was not your fault.** Your code is saved. Run it again in a moment.');
}

function ranWords(t: Translate, { hidden_tests: hidden }: Assignment, verdict: Verdict): Phrase | null {
  if (verdict.status === 'system') return runFault(t);
  if (!verdict.correct) return null;
  const counted = phrase(t, 'Run checks only the visible tests and is never counted.');
  if (hidden === 0) return join(counted, phrase(t, 'Submit to have it count.'));
  return join(
    counted,
    phrase(t, ['Submit to check the hidden test too.', 'Submit to check the %1 hidden tests too.'], hidden),
  );
}

export interface NotesProps {
  readonly activity: Activity;
  readonly assignment: Assignment;
  readonly tests: readonly ShownTest[];
  readonly standings: Standings;
  /** The code was changed since. */
  readonly stale: boolean;
  /** Nothing can be heard of what is under way. */
  readonly paused: boolean;
  readonly t: Translate;
  readonly onOpenAttempt: (submission: Submission) => void;
  readonly onRegrade: (submission: Submission) => void;
  readonly onAgain: (tried: Tried) => void;
  readonly onReload: () => void;
}

/** The server's words; but not for a wait that is counted down beside the heading. */
function refusedWords(t: Translate, activity: Refused): Phrase {
  if (activity.code === 'slow-down')
    return phrase(
      t,
      'That was many times in a short while. Your code is kept: take a breath, then press Submit again.',
    );
  if (!activity.lost) return troubleWords(t, activity);
  const kept =
    activity.tried.purpose === 'submit'
      ? phrase(t, 'Your code is saved in this browser. Should it have arrived, its result appears here by itself.')
      : phrase(t, 'Your code is saved in this browser.');
  return join(troubleWords(t, activity), kept);
}

/** What may be different the next time. */
const PASSING: ReadonlySet<string> = new Set(['not-sent', 'unavailable', 'unknown-submission']);

interface RefusalProps {
  readonly activity: Refused;
  readonly t: Translate;
  readonly onAgain: (tried: Tried) => void;
  readonly onReload: () => void;
}

function Refusal({ activity, t, onAgain, onReload }: RefusalProps): ReactElement {
  return (
    <Note look="warning" words={refusedWords(t, activity)}>
      {activity.lost || PASSING.has(activity.code) ? (
        <Button small onClick={() => onAgain(activity.tried)}>
          <Icon name="reset" />
          {t('Try again')}
        </Button>
      ) : null}
      {SHUT_OUT.has(activity.code) ? (
        <Button small onClick={onReload}>
          <Icon name="reset" />
          {t('Reload')}
        </Button>
      ) : null}
    </Note>
  );
}

function pausedWords(t: Translate, purpose: Purpose): Phrase {
  return purpose === 'submit'
    ? phrase(t, 'Your submission is safe. Its result appears here when the connection is back.')
    : phrase(t, 'The result appears here when the connection is back.');
}

function ungradedWords(t: Translate, purpose: Purpose, refusal: string): Phrase {
  const safe =
    purpose === 'submit'
      ? phrase(t, 'Your submission is safe, and is graded as soon as staff have mended this:')
      : phrase(t, 'It runs as soon as staff have mended this:');
  return join(safe, plain(refusal));
}

/** The note of an activity, or nothing. */
export function Notes({
  activity,
  assignment,
  tests,
  standings,
  stale,
  paused,
  t,
  onOpenAttempt,
  onRegrade,
  onAgain,
  onReload,
}: NotesProps): ReactElement | null {
  if (activity.kind === 'refused') return <Refusal activity={activity} t={t} onAgain={onAgain} onReload={onReload} />;
  if (activity.kind === 'ran') {
    const words =
      activity.stdin === null ? ranWords(t, assignment, activity.verdict) : onInputWords(t, activity.verdict);
    return words && <Note words={words} />;
  }
  if (paused && (activity.kind === 'queued' || activity.kind === 'running'))
    return <Note words={pausedWords(t, activity.purpose)} />;
  if (activity.kind === 'queued' && activity.refusal !== null)
    return <Note look="warning" words={ungradedWords(t, activity.purpose, activity.refusal)} />;
  if (activity.kind !== 'graded') return null;
  const { submission, gained, same } = activity;
  if (submission.status === 'failed' || submission.feedback === null || submission.feedback.status === 'system') {
    return <Fault submission={submission} t={t} onRegrade={onRegrade} />;
  }
  if (same && stale) return null;
  if (same) return <Same attempt={submission.attempt} t={t} onOpen={() => onOpenAttempt(submission)} />;
  if (submission.feedback.correct) return <Note look="flat" words={solvedWords(t, tests.length, gained, standings)} />;
  const hidden = submission.feedback.status === 'failed' ? onlyHiddenFail(t, tests) : null;
  return hidden && <Note look="flat" words={hidden} />;
}
