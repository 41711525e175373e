/** All assignments at a glance, over the left of the app: found by number, name or topic, opened by Enter. */
import {
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import type { Assignment } from '../../client/contract';
import { Button } from '../Button';
import { deadline, nextChange } from '../deadline';
import { useServerNow } from '../hooks';
import { Icon } from '../icons';
import type { Translate } from '../types';
import { AssignmentList } from './AssignmentList';
import { DrawerFilter } from './DrawerFilter';
import { isTyping, keepInside, moved } from './drawerKeys';
import { byTopic, countOf, matching, type Status } from './filter';

interface AssignmentDrawerProps {
  readonly assignments: readonly Assignment[];
  readonly currentId: string | null;
  readonly clockAhead: number;
  readonly t: Translate;
  readonly onOpen: (assignmentId: string) => void;
  readonly onClose: () => void;
}

/** When the assignments close, in words, by `due_at`: a course has few deadlines, and words for dates are dear. */
function useDues(assignments: readonly Assignment[], clockAhead: number, t: Translate): ReadonlyMap<string, string> {
  const dues = useMemo(
    () => [...new Set(assignments.flatMap((each) => (each.due_at === null ? [] : [each.due_at])))],
    [assignments],
  );
  const now = useServerNow(clockAhead, (at) =>
    dues.length === 0 ? null : Math.min(...dues.map((due) => nextChange(Date.parse(due), at))),
  );
  return useMemo(() => new Map(dues.map((due) => [due, deadline(t, Date.parse(due), now).words])), [dues, now, t]);
}

interface Choice {
  readonly filter: string;
  readonly status: Status;
  /** The active assignment, by its id. */
  readonly wanted: string | null;
}

function Head({ assignments, id, t, onClose }: AssignmentDrawerProps & { readonly id: string }): ReactElement {
  return (
    <div className="pp-drawer-head">
      <h2 id={id}>{t('Assignments')}</h2>
      <span className="pp-muted pp-num">
        {t('%1 of %2 solved', countOf(assignments, 'solved'), assignments.length)}
      </span>
      <span className="pp-space" />
      <Button look="icon" aria-label={t('Close')} onClick={onClose}>
        <Icon name="cross" />
      </Button>
    </div>
  );
}

function Nothing({
  filter,
  t,
  onClear,
}: Pick<Choice, 'filter'> & { readonly t: Translate; readonly onClear: () => void }): ReactElement {
  return (
    <p className="pp-drawer-list pp-drawer-nothing">
      {filter.trim() === '' ? t('There are none of these yet.') : t('No assignment matches "%1".', filter.trim())}{' '}
      <Button look="link" onClick={onClear}>
        {t('Clear filter')}
      </Button>
    </p>
  );
}

function Keys({ t }: Pick<AssignmentDrawerProps, 't'>): ReactElement {
  return (
    <footer className="pp-drawer-keys" aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('move')}
      </span>
      <span>
        <kbd>{'Enter'}</kbd> {t('open')}
      </span>
      <span>
        <kbd>{'Esc'}</kbd> {t('close')}
      </span>
    </footer>
  );
}

/** The dialog; the app behind it is drawn anew several times a second while tests run, and it is not. */
export const AssignmentDrawer = memo(function AssignmentDrawer(props: AssignmentDrawerProps): ReactElement {
  const { assignments, currentId, clockAhead, t, onOpen, onClose } = props;
  const [{ filter, status, wanted }, setChoice] = useState<Choice>({ filter: '', status: 'all', wanted: currentId });
  const dialog = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const dues = useDues(assignments, clockAhead, t);
  const topics = useMemo(
    () => byTopic(assignments, matching(assignments, filter, status)),
    [assignments, filter, status],
  );
  const ids = useMemo(() => topics.flatMap((topic) => topic.assignments.map((each) => each.id)), [topics]);
  const at = Math.max(0, wanted === null ? 0 : ids.indexOf(wanted));
  const activeId = ids[at] ?? null;
  const optionId = useCallback((assignmentId: string) => `${id}-${assignmentId}`, [id]);
  useEffect(() => list.current?.focus(), []);

  const clear = (): void => {
    setChoice({ filter: '', status: 'all', wanted: currentId });
    input.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const inList = event.target === list.current;
    const inFilter = event.target === input.current;
    const to = inList || (inFilter && event.key.startsWith('Arrow')) ? moved(event.key, at, ids.length) : null;
    if (event.key === 'Tab' && dialog.current !== null) keepInside(event, dialog.current);
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (inList || inFilter) && activeId !== null) onOpen(activeId);
    else if (to !== null) {
      list.current?.focus();
      setChoice({ filter, status, wanted: ids[to] ?? null });
    } else {
      if (inList && isTyping(event)) input.current?.focus();
      return;
    }
    if (event.key !== 'Tab') event.preventDefault();
  };
  return (
    <div className="pp-drawer-layer" role="presentation" onKeyDown={press}>
      <div className="pp-scrim" role="presentation" onClick={onClose} />
      <div
        className="pp-drawer"
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-head`}
        data-lm-suppress-shortcuts="true"
        ref={dialog}
      >
        <Head {...props} id={`${id}-head`} />
        <DrawerFilter
          {...{ assignments, filter, status, input, t }}
          onFilter={(text) => setChoice({ filter: text, status, wanted: text.trim() === '' ? currentId : null })}
          onStatus={(chosen) => setChoice({ filter, status: chosen, wanted: currentId })}
        />
        {activeId === null ? (
          <Nothing filter={filter} t={t} onClear={clear} />
        ) : (
          <AssignmentList {...{ topics, currentId, activeId, dues, list, optionId, t, onOpen }} />
        )}
        <Keys t={t} />
        <p className="pp-unseen" role="status">
          {ids.length === assignments.length ? '' : t(['%1 assignment', '%1 assignments'], ids.length)}
        </p>
      </div>
    </div>
  );
});
