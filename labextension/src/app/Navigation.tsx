/** The header: where one is in the course, the connection, the score. */
import type { ReactElement } from 'react';
import type { Assignment, Course } from '../client/contract';
import type { Connection } from '../state/model';
import { Button } from './Button';
import { ConnectionBadge } from './ConnectionBadge';
import { CoursePicker } from './CoursePicker';
import type { Drawer } from './drawer/useDrawer';
import { Icon } from './icons';
import { keyLabel, type KeyMap } from './keys';
import { POINTS, ScoreBadge } from './ScoreBadge';
import type { Translate } from './types';

interface NavigationProps {
  readonly course: Course | null;
  readonly courses: readonly Course[];
  readonly assignment: Assignment | null;
  /** Counts from 0. */
  readonly index: number;
  readonly count: number;
  readonly score: number;
  readonly gained: boolean;
  readonly connection: Connection;
  readonly drawer: Drawer;
  readonly keys: KeyMap;
  readonly t: Translate;
  readonly onChoose: (course: string) => void;
}

type TrailProps = Pick<NavigationProps, 'course' | 'courses' | 'assignment' | 't' | 'onChoose'>;

function Trail({ course, courses, assignment, t, onChoose }: TrailProps): ReactElement {
  const several = courses.length > 1;
  const named = several || course !== null;
  const apart = several ? 'pp-roomy-only' : 'pp-wide-only';
  return (
    <span className="pp-where">
      {several ? (
        <CoursePicker courses={courses} course={course} t={t} onChoose={onChoose} />
      ) : course === null ? null : (
        <span className={assignment ? 'pp-wide-only' : undefined}>{course.title}</span>
      )}
      {assignment === null || !named ? null : <Icon name="right" className={apart} />}
      {assignment?.topic ? (
        <>
          <span className={several ? 'pp-wide-only' : 'pp-roomy-only'}>{assignment.topic}</span>
          <Icon name="right" className={several ? 'pp-wide-only' : 'pp-roomy-only'} />
        </>
      ) : null}
      {assignment === null ? null : <b title={assignment.title}>{assignment.title}</b>}
    </span>
  );
}

function Position({ index, count, drawer, keys, t }: NavigationProps): ReactElement {
  return (
    <Button
      className="pp-position"
      aria-haspopup="dialog"
      aria-expanded={drawer.open}
      aria-label={t('Assignment %1 of %2', index + 1, count)}
      title={`${t('All assignments')} ${keyLabel(keys.assignments)}`.trim()}
      buttonRef={drawer.button}
      onClick={drawer.toggle}
    >
      <Icon name="list" />
      <span className="pp-num pp-roomy-only">{t('Assignment %1 of %2', index + 1, count)}</span>
      <span className="pp-num pp-tight-only">{t('%1 of %2', index + 1, count)}</span>
    </Button>
  );
}

/** Position and breadcrumb at the left, connection and score at the right. */
export function Navigation(props: NavigationProps): ReactElement {
  const { count, score, gained, connection, drawer, t } = props;
  return (
    <div className="pp-header" role="group" aria-label={t('Course')} data-pp-region="header" tabIndex={-1}>
      {drawer.possible ? <Position {...props} /> : null}
      <Trail {...props} />
      <span className="pp-space" />
      <ConnectionBadge connection={connection} t={t} />
      {count < 2 ? null : <ScoreBadge score={score} total={POINTS * count} gained={gained} t={t} />}
    </div>
  );
}
