/** The rows under the counts: before a run all visible tests, while it runs those that ran, after it those that failed. */
import { useEffect, useRef, type ReactElement } from 'react';
import type { Verdict } from '../../client/contract';
import type { Activity } from '../../state/model';
import type { Translate } from '../types';
import { hasFailed, type ShownTest } from './tests';
import { TestRow } from './TestRow';
import { decidingTest, failedToLoad } from './verdict';

export type Opened = ReadonlyMap<number, boolean>;

interface TestRowsProps {
  readonly activity: Activity;
  readonly tests: readonly ShownTest[];
  readonly verdict: Verdict | null;
  /** Rows that a person opened or closed, the latest last; a test whose chip was pressed gets a row here. */
  readonly opened: Opened;
  readonly t: Translate;
  readonly onOpen: (number: number, open: boolean) => void;
}

/** The test that the error box is about: its row would say the same again. */
function explained(verdict: Verdict | null, tests: readonly ShownTest[]): ShownTest | null {
  if (verdict === null || ['passed', 'failed', 'system'].includes(verdict.status)) return null;
  return decidingTest(verdict, tests);
}

function rowsOf({ activity, tests, verdict, opened }: TestRowsProps): readonly ShownTest[] {
  if (activity.kind === 'idle' || activity.kind === 'refused') return tests.filter((test) => !test.hidden);
  if (activity.kind === 'running') return tests.filter((test) => !test.hidden && test.standing !== 'waiting');
  if (verdict === null) return [];
  const without = explained(verdict, tests)?.number;
  const loaded = !failedToLoad(verdict, tests);
  return tests.filter((test) => opened.has(test.number) || (loaded && hasFailed(test) && test.number !== without));
}

/** The list; the first failed test opens itself, and so does one whose chip is pressed. */
export function TestRows(props: TestRowsProps): ReactElement | null {
  const { activity, tests, verdict, opened, t, onOpen } = props;
  const list = useRef<HTMLDivElement>(null);
  const first =
    verdict !== null && explained(verdict, tests) === null
      ? tests.find((test) => hasFailed(test) && !test.hidden)
      : undefined;
  const isOpen = (number: number): boolean => opened.get(number) ?? number === first?.number;

  const latest = [...opened.keys()].at(-1);
  useEffect(() => {
    if (latest === undefined) return;
    list.current?.querySelector(`[data-pp-test="${latest}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [latest]);

  const rows = rowsOf(props);
  if (rows.length === 0) return null;
  return (
    <div className="pp-tests" ref={list}>
      {rows.map((shown) => (
        <TestRow
          key={shown.number}
          shown={shown}
          first={shown.number === first?.number}
          open={isOpen(shown.number)}
          still={activity.kind === 'running'}
          t={t}
          onToggle={(number) => onOpen(number, !isOpen(number))}
        />
      ))}
    </div>
  );
}
