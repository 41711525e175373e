/** The attempts at this assignment, newest first, each with its code a click away from the editor. */
import { useEffect, type ReactElement } from 'react';
import type { Attempts } from '../state/model';
import { Button } from './Button';
import { attemptCounts, attemptLook } from './attempt';
import { AttemptBody, type AttemptBodyProps } from './AttemptBody';
import { dayAndTime } from './format';
import { MINUTE_MS, useNow } from './hooks';
import { Icon, Spinner } from './icons';
import { POINTS } from './ScoreBadge';

interface RowProps extends AttemptBodyProps {
  readonly open: boolean;
  readonly now: number;
  readonly paused: boolean;
  readonly onToggle: () => void;
}

function Row(props: RowProps): ReactElement {
  const { submission, assignment, open, now, paused, t, onToggle } = props;
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
          {submission.revision < assignment.revision ? `, ${t('earlier version')}` : ''}
        </span>
        <span className="pp-attempt-points pp-num">
          {graded ? (submission.correct === true ? POINTS : 0) : '–'}
          <span className="pp-muted">/{POINTS}</span>
        </span>
        <Icon name={open ? 'up' : 'down'} className="pp-chevron" />
      </Button>
      {open ? <AttemptBody {...props} /> : null}
    </li>
  );
}

interface SubmissionListProps extends Omit<AttemptBodyProps, 'submission' | 'items'> {
  readonly attempts: Attempts | undefined;
  /** The id of the attempt that is open. */
  readonly openId: string | null;
  /** Nothing can be heard of what is being graded. */
  readonly paused: boolean;
  readonly onOpen: (id: string | null) => void;
  readonly onMore: () => void;
}

/** All attempts that are here; more are asked for when the list is first seen, and by a button. */
export function SubmissionList(props: SubmissionListProps): ReactElement {
  const { attempts, openId, t, onOpen, onMore } = props;
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
            {...props}
            submission={submission}
            items={items}
            open={submission.id === openId}
            now={now}
            onToggle={() => onOpen(submission.id === openId ? null : submission.id)}
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
