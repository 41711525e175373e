/** Why the code was stopped: in Python's words, in plain words, and where. */
import type { ReactElement } from 'react';
import type { Assignment, Frame, Verdict } from '../../client/contract';
import { Button } from '../Button';
import { CodeText } from '../CodeText';
import { phrase, Say, translated, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { loopAround } from './around';
import { limitReason, limitTitle, notRun } from './limits';
import { callOf, type ShownTest } from './tests';
import { Traceback } from './Traceback';
import { decidingTest, failedToLoad, lineOf } from './verdict';

interface Telling {
  readonly verdict: Verdict;
  readonly tests: readonly ShownTest[];
  readonly assignment: Assignment;
  /** The code that was graded. */
  readonly code: string;
  readonly t: Translate;
}

/** Verdicts whose sentence names the loop around the line. */
const LOOPS: ReadonlySet<Verdict['status']> = new Set<Verdict['status']>(['timeout', 'output']);

interface Said {
  readonly warning: boolean;
  readonly top: Phrase;
  readonly why: Phrase;
  readonly line: number | null;
  readonly frames: readonly Frame[];
}

function said({ verdict, tests, assignment, code, t }: Telling, test: ShownTest | null): Said | null {
  const { error } = verdict;
  if (verdict.status === 'error' && error !== null) {
    const top =
      error.message === '' ? phrase(t, '**%1**', error.type) : phrase(t, '**%1**: %2', error.type, error.message);
    const why = translated(t, error.explanation, error.sentences);
    return { warning: false, top, why, line: error.line, frames: error.traceback };
  }
  if (!['timeout', 'memory', 'output', 'crashed'].includes(verdict.status)) return null;
  const line = lineOf(verdict, test);
  return {
    warning: verdict.status !== 'crashed',
    top: limitTitle(t, verdict, test, assignment.limits.seconds),
    why: limitReason(t, verdict, test, { assignment, tests, code }),
    line: LOOPS.has(verdict.status) && line !== null ? (loopAround(code, line)?.line ?? line) : line,
    frames: [],
  };
}

/** The box, or nothing for a verdict that no error and no limit decided; `onGoTo` is null where the editor has other code. */
export function ErrorBox(props: Telling & { readonly onGoTo: ((line: number) => void) | null }): ReactElement | null {
  const { verdict, tests, code, t, onGoTo } = props;
  const test = failedToLoad(verdict, tests) ? null : decidingTest(verdict, tests);
  const box = said(props, test);
  if (box === null) return null;
  const { line } = box;
  const call = test === null ? null : callOf(test);
  const skipped = notRun(t, tests);
  return (
    <div className={box.warning ? 'pp-error pp-error-warning' : 'pp-error'}>
      <div className="pp-error-top">
        <Say parts={box.top} />
      </div>
      {box.why.length === 0 ? null : (
        <p className="pp-error-why">
          <Say parts={box.why} />
        </p>
      )}
      <div className="pp-error-where">
        {test === null || call === null ? null : (
          <span>
            {t('Test %1:', test.number)}{' '}
            <code>
              <CodeText code={call} />
            </code>
          </span>
        )}
        {line === null || onGoTo === null ? null : (
          <Button look="link" onClick={() => onGoTo(line)}>
            {t('Go to line %1', line)}
          </Button>
        )}
        {skipped === '' ? null : <span>{skipped}</span>}
      </div>
      <Traceback frames={box.frames} code={code} t={t} />
    </div>
  );
}
