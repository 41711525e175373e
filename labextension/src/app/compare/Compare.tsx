/** Two codes side by side in one column: which lines and words changed, and which tests with them. */
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { Icon } from '../icons';
import type { Translate } from '../types';
import { CodeLines } from './CodeLines';
import { changedTests, EDITOR, type Change, type End } from './ends';
import { compared, differing, folded } from './lines';

interface ChooserProps {
  readonly sign: string;
  readonly label: string;
  readonly value: string;
  readonly ends: readonly End[];
  readonly onChoose: (value: string) => void;
}

/** One end of the comparison; of two there is nothing to choose. */
function Chooser({ sign, label, value, ends, onChoose }: ChooserProps): ReactElement {
  if (ends.length < 3) {
    return (
      <span className="pp-end">
        <b aria-hidden="true">{sign}</b>
        {ends.find((end) => end.value === value)?.name}
      </span>
    );
  }
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
  /** What can be compared: first of all what is in the editor now. */
  readonly ends: readonly [editor: End, ...others: End[]];
  /** The value of the end it begins with. */
  readonly from: string;
  readonly t: Translate;
}

/** From another end to the editor at first; both can be chosen. */
export function Compare({ ends, from, t }: CompareProps): ReactElement {
  const [first, chooseFirst] = useState(from);
  const [second, chooseSecond] = useState(EDITOR);
  const editor = ends[0];
  const endAt = (value: string): End => ends.find((end) => end.value === value) ?? editor;
  return (
    <Difference before={endAt(first)} after={endAt(second)} t={t}>
      <Chooser sign="−" label={t('Compare from')} value={first} ends={ends} onChoose={chooseFirst} />
      <Chooser sign="+" label={t('Compare to')} value={second} ends={ends} onChoose={chooseSecond} />
    </Difference>
  );
}
