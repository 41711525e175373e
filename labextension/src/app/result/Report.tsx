/** What there is to say of an attempt, over its tests: how many passed, what stopped it, what it means. */
import type { ReactElement } from 'react';
import { outdatedWords } from '../changed';
import { Counts } from './Counts';
import { ErrorBox } from './ErrorBox';
import { Notes, type NotesProps } from './Notes';
import { gradedOf } from './tests';

interface ReportProps extends NotesProps {
  /** The system could not grade it. */
  readonly fault: boolean;
  /** A chip was chosen: its row is to be shown. */
  readonly onChoose: (number: number) => void;
  readonly onGoTo: (line: number) => void;
}

/** For any activity but idleness. */
export function Report(props: ReportProps): ReactElement {
  const { activity, assignment, tests, stale, fault, t, onChoose, onGoTo } = props;
  const graded = gradedOf(activity, assignment);
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
      <Notes {...props} />
    </>
  );
}
