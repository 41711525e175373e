/** What there is to say of an attempt: how many tests passed, what stopped it, what it means, and which tests failed. */
import type { ReactElement, ReactNode } from 'react';
import { normalised } from '../format';
import { Counts } from './Counts';
import { ErrorBox } from './ErrorBox';
import { Notes, type NotesProps } from './Notes';
import { Output } from './Output';
import { outdatedWords } from './outdated';
import { printedParts } from './printed';
import { gradedOf, isOnInput } from './tests';

interface ReportProps extends Omit<NotesProps, 'stale'> {
  /** What is in the editor now. */
  readonly code: string;
  /** The rows of the tests. */
  readonly rows: ReactNode;
  /** Stands under a result that failed. */
  readonly help: ReactNode;
  /** A chip was chosen: its row is to be shown. */
  readonly onChoose: (number: number) => void;
  readonly onGoTo: (line: number) => void;
}

/** For any activity but idleness. */
export function Report(props: ReportProps): ReactElement {
  const { activity, assignment, tests, code, rows, help, t, onChoose, onGoTo } = props;
  const graded = gradedOf(activity, assignment);
  const ended = activity.kind === 'graded' || activity.kind === 'ran';
  const fault =
    (ended && (graded === null || graded.verdict.status === 'system')) ||
    (activity.kind === 'graded' && activity.submission.status === 'failed');
  const output = graded === null ? [] : printedParts(graded.verdict, tests);
  const stale = graded !== null && normalised(code) !== normalised(graded.code);
  const outdated = graded !== null && graded.revision < assignment.revision;
  const counted = activity.kind !== 'refused' && !fault && tests.length > 0;
  return (
    <>
      {counted ? <Counts tests={tests} t={t} onChoose={onChoose} /> : null}
      {outdated ? <p className="pp-earlier">{outdatedWords(t, assignment)}</p> : null}
      {stale && !outdated ? <p className="pp-earlier">{t('For an earlier version of this code.')}</p> : null}
      {graded !== null && !fault ? (
        <ErrorBox {...graded} tests={tests} assignment={assignment} t={t} onGoTo={stale ? null : onGoTo} />
      ) : null}
      <Notes {...props} stale={stale} />
      {fault ? null : rows}
      {activity.kind === 'graded' && activity.submission.correct === false ? help : null}
      {output.length === 0 || fault ? null : (
        <div className="pp-result-output">
          <Output parts={output} open={activity.kind === 'ran'} whole={isOnInput(activity)} t={t} />
        </div>
      )}
      {graded?.verdict.protection === 'L' && !fault ? (
        <p className="pp-unprotected">{t('Protection level L: your code ran on this computer without isolation.')}</p>
      ) : null}
    </>
  );
}
