/** An attempt that is open: its verdict and its code to be read, and the ways back to it. */
import { useState, type ReactElement } from 'react';
import type { Assignment, Submission } from '../client/contract';
import { Button } from './Button';
import { CodeLines } from './compare/CodeLines';
import { Compare } from './compare/Compare';
import { endsOf } from './compare/ends';
import { duration } from './format';
import { Icon } from './icons';
import { Say } from './phrase';
import { protectionInWords } from './protection';
import { Counts } from './result/Counts';
import { lensOf } from './result/lens';
import { shownTests } from './result/tests';
import type { Translate } from './types';

export interface AttemptBodyProps {
  readonly submission: Submission;
  readonly assignment: Assignment;
  readonly items: readonly Submission[];
  /** What is in the editor now. */
  readonly code: string;
  readonly t: Translate;
  readonly onRestore: (submission: Submission) => void;
  readonly onShow: (submission: Submission) => void;
}

function Reading({ submission, assignment, t, onShow }: AttemptBodyProps): ReactElement {
  const activity = { kind: 'graded', submission, gained: false, same: false } as const;
  const tests = shownTests(activity, assignment);
  const lens = lensOf(t, activity, assignment, tests);
  const graded = submission.feedback !== null && submission.feedback.status !== 'system';
  const lines = submission.code.replace(/\n$/, '').split('\n');
  return (
    <>
      {graded ? <Counts tests={tests} t={t} onChoose={() => onShow(submission)} /> : null}
      {lens === null ? null : (
        <p className="pp-fine">
          <b>{t('Line %1.', lens.line)}</b> <Say parts={lens.words} />
        </p>
      )}
      <p className="pp-fine pp-muted">
        {t('The code of attempt %1, to be read. Your draft is in the editor.', submission.attempt)}
      </p>
      <CodeLines
        lines={lines.map((text, index) => ({ kind: 'same', number: index + 1, stretches: [{ text, changed: false }] }))}
        label={t('Code of attempt %1', submission.attempt)}
        marked={lens?.line ?? null}
        t={t}
      />
    </>
  );
}

/** Restore, compare, show; below them the code, or how it differs. */
export function AttemptBody(props: AttemptBodyProps): ReactElement {
  const { submission, assignment, items, code, t, onRestore, onShow } = props;
  const [comparing, compare] = useState(false);
  const verdict = submission.feedback;
  return (
    <div className="pp-attempt-body">
      <div className="pp-row">
        <Button small onClick={() => onRestore(submission)}>
          <Icon name="reset" />
          {t('Restore into editor')}
        </Button>
        <Button small aria-pressed={comparing} onClick={() => compare(!comparing)}>
          <Icon name="compare" />
          {t('Compare')}
        </Button>
        {verdict === null ? null : (
          <Button small onClick={() => onShow(submission)}>
            {t('Show result')}
          </Button>
        )}
      </div>
      {comparing ? (
        <Compare ends={endsOf(t, assignment, items, code)} from={submission.id} t={t} />
      ) : (
        <Reading {...props} />
      )}
      {verdict === null || verdict.status === 'system' ? null : (
        <p className="pp-fine pp-muted">
          {protectionInWords(t, verdict.protection)}, {duration(t, verdict.graded_ms)}
        </p>
      )}
    </div>
  );
}
