/** Narrowing the drawer's list down: by words, and by how far one is. */
import type { ReactElement, RefObject } from 'react';
import type { Assignment } from '../../client/contract';
import { Button } from '../Button';
import { Icon } from '../icons';
import type { Translate } from '../types';
import { countOf, type Status } from './filter';

interface DrawerFilterProps {
  readonly assignments: readonly Assignment[];
  readonly filter: string;
  readonly status: Status;
  readonly input: RefObject<HTMLInputElement>;
  readonly t: Translate;
  readonly onFilter: (filter: string) => void;
  readonly onStatus: (status: Status) => void;
}

/** The field and the status buttons; both apply together. */
export function DrawerFilter(props: DrawerFilterProps): ReactElement {
  const { assignments, filter, status, input, t, onFilter, onStatus } = props;
  const words: readonly (readonly [Status, string])[] = [
    ['all', t('All')],
    ['solved', t('Solved')],
    ['attempted', t('Attempted')],
    ['untouched', t('Untouched')],
  ];
  return (
    <div className="pp-drawer-filter">
      <span className="pp-field">
        <Icon name="search" />
        <input
          type="search"
          ref={input}
          aria-label={t('Filter assignments')}
          placeholder={t('Filter by name, number or topic')}
          autoComplete="off"
          spellCheck={false}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
      </span>
      <div className="pp-statuses" role="group" aria-label={t('Status')}>
        {words.map(([one, word]) => (
          <Button
            key={one}
            look="bare"
            className="pp-status"
            aria-pressed={one === status}
            onClick={() => onStatus(one)}
          >
            {word} <span className="pp-num">{countOf(assignments, one)}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
