/** Two codes side by side in one column: which lines and words changed, and which tests with them. */
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { Assignment, Submission } from '../../client/contract';
import { Icon } from '../icons';
import type { Translate } from '../types';
import { CodeLines } from './CodeLines';
import { changedTests, EDITOR, endsOf, type Change, type End } from './ends';
import { compared, differing, folded } from './lines';

interface ChooserProps {
  readonly sign: string;
  readonly label: string;
  readonly value: string;
  readonly ends: readonly End[];
  readonly onChoose: (value: string) => void;
}

function Chooser({ sign, label, value, ends, onChoose }: ChooserProps): ReactElement {
  return (
    <label className="pp-end">
      <b aria-hidden="true">{sign}</b>
      <select aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
        {ends.map((end) => (
          <option key={end.value} value={end.value}>
            {end.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function said(t: Translate, { number, hidden, passed }: Change): string {
  if (hidden) return passed ? t('Hidden test %1 passes now', number) : t('Hidden test %1 passes no more', number);
  return passed ? t('Test %1 passes now', number) : t('Test %1 passes no more', number);
}

function Tests({
  changes,
  t,
}: {
  readonly changes: readonly Change[] | null;
  readonly t: Translate;
}): ReactElement | null {
  if (changes === null) return null;
  if (changes.length === 0) return <p className="pp-fine pp-muted">{t('Each test has the same result.')}</p>;
  return (
    <ul className="pp-changes" aria-label={t('Tests that changed')}>
      {changes.map((change) => (
        <li key={change.number} className={change.passed ? 'pp-ok' : 'pp-bad'}>
          <Icon name={change.passed ? 'check' : 'cross'} />
          {said(t, change)}
        </li>
      ))}
    </ul>
  );
}

interface DifferenceProps {
  readonly before: End;
  readonly after: End;
  readonly t: Translate;
  /** What chooses the two. */
  readonly children: ReactNode;
}

function Difference({ before, after, t, children }: DifferenceProps): ReactElement {
  const lines = useMemo(() => compared(before.code, after.code), [before.code, after.code]);
  const count = differing(lines);
  const words = count === 0 ? t('The code is the same') : t(['%1 line differs', '%1 lines differ'], count);
  return (
    <div className="pp-compare">
      <div className="pp-compare-head">
        {children}
        <span className="pp-muted pp-num" role="status">
          {words}
        </span>
      </div>
      {count === 0 ? null : <CodeLines lines={folded(lines)} label={t('Lines that differ')} t={t} />}
      <Tests changes={changedTests(before.verdict, after.verdict)} t={t} />
    </div>
  );
}

export interface CompareProps {
  readonly assignment: Assignment;
  readonly items: readonly Submission[];
  /** What is in the editor now. */
  readonly code: string;
  /** The attempt it begins with. */
  readonly from: Submission;
  readonly t: Translate;
}

/** From an attempt to the editor at first; both ends can be chosen. */
export function Compare({ assignment, items, code, from, t }: CompareProps): ReactElement {
  const [first, chooseFirst] = useState(from.id);
  const [second, chooseSecond] = useState(EDITOR);
  const ends = endsOf(t, assignment, items, code);
  const editor = ends[0];
  const endAt = (value: string): End => ends.find((end) => end.value === value) ?? editor;
  return (
    <Difference before={endAt(first)} after={endAt(second)} t={t}>
      <Chooser sign="−" label={t('Compare from')} value={first} ends={ends} onChoose={chooseFirst} />
      <Chooser sign="+" label={t('Compare to')} value={second} ends={ends} onChoose={chooseSecond} />
    </Difference>
  );
}
