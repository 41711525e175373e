/** The list in the drawer: topics with their assignments, one of which is the active one. */
import { memo, useLayoutEffect, type MouseEvent, type ReactElement, type RefObject } from 'react';
import type { Assignment, Progress } from '../../client/contract';
import { Icon, type IconName } from '../icons';
import { POINTS } from '../ScoreBadge';
import type { Translate } from '../types';
import type { Topic } from './filter';

const ICONS: Readonly<Record<Progress, IconName>> = { solved: 'solved', attempted: 'half', untouched: 'ring' };

function standing(t: Translate, { status, attempts }: Assignment): string {
  if (status === 'solved') return t('Solved, %1', POINTS);
  if (status === 'untouched') return t('Untouched');
  return attempts > 0 ? t(['%1 attempt', '%1 attempts'], attempts) : t('Attempted');
}

interface RowProps {
  readonly assignment: Assignment;
  readonly id: string;
  readonly current: boolean;
  readonly active: boolean;
  /** When it closes, in words; empty where that does not matter. */
  readonly due: string;
  readonly t: Translate;
}

const Row = memo(function Row({ assignment, id, current, active, due, t }: RowProps): ReactElement {
  const { status, order_number, title } = assignment;
  return (
    <div
      className={`pp-row-option pp-row-${status}${active ? ' pp-row-active' : ''}`}
      role="option"
      id={id}
      data-assignment={assignment.id}
      aria-selected={current}
      aria-current={current ? 'true' : undefined}
    >
      <Icon name={ICONS[status]} />
      <span className="pp-row-number pp-num">{order_number}</span>
      <span className="pp-row-name" title={title}>
        {title}
      </span>
      <span className="pp-row-standing pp-num">
        <span className={status === 'untouched' ? 'pp-unseen' : undefined}>{standing(t, assignment)}</span>
      </span>
      {due === '' ? null : <span className="pp-row-due pp-num">{due}</span>}
    </div>
  );
});

export interface AssignmentListProps {
  readonly topics: readonly Topic[];
  readonly currentId: string | null;
  readonly activeId: string | null;
  /** When assignments close, in words, by `due_at`. */
  readonly dues: ReadonlyMap<string, string>;
  readonly list: RefObject<HTMLDivElement>;
  readonly optionId: (assignmentId: string) => string;
  readonly t: Translate;
  readonly onOpen: (assignmentId: string) => void;
}

/** Scrolls the list alone: `scrollIntoView` would move the host's page, too. */
function reveal(list: HTMLElement, option: Element): void {
  const box = list.getBoundingClientRect();
  const row = option.getBoundingClientRect();
  const room = row.height;
  if (row.top < box.top + room) list.scrollTop -= box.top + room - row.top;
  else if (row.bottom > box.bottom - room) list.scrollTop += row.bottom - box.bottom + room;
}

/** A list box: it has the focus, and tells which of its options is the active one. */
export function AssignmentList(props: AssignmentListProps): ReactElement {
  const { topics, currentId, activeId, dues, list, optionId, t, onOpen } = props;
  const active = activeId === null ? undefined : optionId(activeId);
  useLayoutEffect(() => {
    const option = active === undefined ? null : document.getElementById(active);
    if (list.current !== null && option !== null) reveal(list.current, option);
  }, [list, active]);
  const click = (event: MouseEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-assignment]');
    if (row?.dataset['assignment'] !== undefined) onOpen(row.dataset['assignment']);
  };
  return (
    // The keys are the drawer's: typing here goes to its filter.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className="pp-drawer-list"
      role="listbox"
      aria-label={t('Assignments')}
      aria-activedescendant={active}
      tabIndex={0}
      ref={list}
      onClick={click}
    >
      {topics.map(({ name, solved, total, assignments }) => (
        <div key={name} role="group" aria-label={t('%1, %2 of %3 solved', name || t('No topic'), solved, total)}>
          <div className="pp-topic" aria-hidden="true">
            {name || t('No topic')}
            <span className="pp-num">{t('%1 of %2', solved, total)}</span>
          </div>
          {assignments.map((each) => (
            <Row
              key={each.id}
              assignment={each}
              id={optionId(each.id)}
              current={each.id === currentId}
              active={each.id === activeId}
              due={each.due_at === null || each.status === 'solved' ? '' : (dues.get(each.due_at) ?? '')}
              t={t}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
