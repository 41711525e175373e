/** The attempts at this assignment, newest first, each with its code a click away from the editor. */
import { useEffect, type ReactElement } from 'react';
import type { Submission } from '../client/contract';
import type { Attempts } from '../state/model';
import { Button } from './Button';
import { CodeText } from './CodeText';
import { attemptCounts, attemptLook, protectionInWords } from './attempt';
import { dayAndTime, duration } from './format';
import { MINUTE_MS, useNow } from './hooks';
import { Icon, Spinner } from './icons';
import { POINTS } from './ScoreBadge';
import type { Translate } from './types';

interface RowProps {
  readonly submission: Submission;
  readonly open: boolean;
  readonly now: number;
  readonly paused: boolean;
  readonly t: Translate;
  readonly onToggle: () => void;
  readonly onRestore: (submission: Submission) => void;
  readonly onShow: (submission: Submission) => void;
}

function Row({ submission, open, now, paused, t, onToggle, onRestore, onShow }: RowProps): ReactElement {
  const { icon, tone, word } = attemptLook(t, submission, paused);
  const graded = submission.status === 'processed';
  return (
    <li className={open ? 'pp-attempt pp-attempt-open' : 'pp-attempt'}>
      <Button look="bare" className="pp-attempt-head" aria-expanded={open} onClick={onToggle}>
        {icon === null ? <Spinner className={tone} /> : <Icon name={icon} className={tone} />}
        <span className="pp-attempt-word">{t('Attempt %1: %2', submission.attempt, word)}</span>
        <span className="pp-attempt-when pp-num">
          {dayAndTime(t, submission.submitted_at, now)}
          {attemptCounts(t, submission)}
        </span>
        <span className="pp-attempt-points pp-num">
          {graded ? (submission.correct === true ? POINTS : 0) : '–'}
          <span className="pp-muted">/{POINTS}</span>
        </span>
        <Icon name={open ? 'up' : 'down'} className="pp-chevron" />
      </Button>
      {open ? <Body submission={submission} t={t} onRestore={onRestore} onShow={onShow} /> : null}
    </li>
  );
}

function Body({
  submission,
  t,
  onRestore,
  onShow,
}: Pick<RowProps, 'submission' | 't' | 'onRestore' | 'onShow'>): ReactElement {
  const verdict = submission.feedback;
  return (
    <div className="pp-attempt-body">
      <div className="pp-row">
        <Button small onClick={() => onRestore(submission)}>
          <Icon name="reset" />
          {t('Restore into editor')}
        </Button>
        {verdict === null ? null : (
          <Button small onClick={() => onShow(submission)}>
            {t('Show result')}
          </Button>
        )}
      </div>
      <pre className="pp-attempt-code">
        <code>
          <CodeText code={submission.code.trimEnd()} />
        </code>
      </pre>
      {verdict === null || verdict.status === 'system' ? null : (
        <p className="pp-fine pp-muted">
          {protectionInWords(t, verdict.protection)}, {duration(t, verdict.graded_ms)}
        </p>
      )}
    </div>
  );
}

interface SubmissionListProps {
  readonly attempts: Attempts | undefined;
  /** The id of the attempt that is open. */
  readonly openId: string | null;
  /** Nothing can be heard of what is being graded. */
  readonly paused: boolean;
  readonly t: Translate;
  readonly onOpen: (id: string | null) => void;
  readonly onRestore: (submission: Submission) => void;
  readonly onShow: (submission: Submission) => void;
  readonly onMore: () => void;
}

/** All attempts that are here; more are asked for when the list is first seen, and by a button. */
export function SubmissionList({
  attempts,
  openId,
  paused,
  t,
  onOpen,
  onRestore,
  onShow,
  onMore,
}: SubmissionListProps): ReactElement {
  const now = useNow(MINUTE_MS);
  const loaded = attempts?.loaded ?? false;
  const items = attempts?.items ?? [];
  useEffect(() => {
    if (!loaded) onMore();
  }, [loaded, onMore]);
  if (items.length === 0) {
    const nothing = t('Nothing submitted yet. Each attempt will be listed here with its code.');
    return <p className="pp-nothing">{loaded ? nothing : t('Loading the attempts…')}</p>;
  }
  return (
    <>
      <ul className="pp-attempts" aria-label={t('Your submissions')}>
        {items.map((submission) => (
          <Row
            key={submission.id}
            submission={submission}
            open={submission.id === openId}
            now={now}
            paused={paused}
            t={t}
            onToggle={() => onOpen(submission.id === openId ? null : submission.id)}
            onRestore={onRestore}
            onShow={onShow}
          />
        ))}
      </ul>
      {loaded && attempts?.next != null ? (
        <div className="pp-row pp-more">
          <Button small onClick={onMore}>
            {t('Show older attempts')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
