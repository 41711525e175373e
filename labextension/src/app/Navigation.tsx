/** The header: where one is in the course, the connection, the score. */
import type { ReactElement } from 'react';
import type { Assignment, Course } from '../client/contract';
import type { Connection } from '../state/model';
import { ConnectionBadge } from './ConnectionBadge';
import { Icon } from './icons';
import { POINTS, ScoreBadge } from './ScoreBadge';
import type { Translate } from './types';

interface NavigationProps {
  readonly course: Course | null;
  readonly assignment: Assignment | null;
  /** Counts from 0. */
  readonly index: number;
  readonly count: number;
  readonly score: number;
  readonly gained: boolean;
  readonly connection: Connection;
  readonly t: Translate;
}

function Trail({ course, assignment }: Pick<NavigationProps, 'course' | 'assignment'>): ReactElement {
  return (
    <span className="pp-where pp-not-narrow">
      {course === null ? null : <span className={assignment ? 'pp-wide-only' : undefined}>{course.title}</span>}
      {assignment === null || course === null ? null : <Icon name="right" className="pp-wide-only" />}
      {assignment?.topic ? (
        <>
          <span>{assignment.topic}</span>
          <Icon name="right" />
        </>
      ) : null}
      {assignment === null ? null : <b>{assignment.title}</b>}
    </span>
  );
}

/** Position and breadcrumb at the left, connection and score at the right. */
export function Navigation(props: NavigationProps): ReactElement {
  const { course, assignment, index, count, score, gained, connection, t } = props;
  return (
    <div className="pp-header" role="group" aria-label={t('Course')} data-pp-region="header" tabIndex={-1}>
      {assignment === null || count < 2 ? null : (
        <span className="pp-position pp-num" role="img" aria-label={t('Assignment %1 of %2', index + 1, count)}>
          {index + 1}/{count}
        </span>
      )}
      <Trail course={course} assignment={assignment} />
      <span className="pp-space" />
      <ConnectionBadge connection={connection} t={t} />
      {count < 2 ? null : <ScoreBadge score={score} total={POINTS * count} gained={gained} t={t} />}
    </div>
  );
}
