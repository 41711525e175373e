/** What is under the row of a test that is open: what was asked, what came back, and what was printed meanwhile. */
import { useMemo, type ReactElement } from 'react';
import { translated } from '../phrase';
import type { Translate } from '../types';
import { DiffView, type Comparison } from './DiffView';
import { Output } from './Output';
import { callOf, hasFailed, wanted, type ShownTest } from './tests';

/** What a grader writes in the place of a value. */
const RAISED = /^([\w.]+) is raised$/;

/** The value of a result; that an exception was raised, or should be, is said in the interface's language. */
function valueOf({ test, result }: ShownTest, which: 'expected' | 'actual', t: Translate): string | null {
  const value = result?.[which] ?? null;
  const raised = test?.raises != null || result?.status === 'error' ? RAISED.exec(value ?? '')?.[1] : undefined;
  return raised === undefined ? value : t('%1 is raised', raised);
}

function expectedOf(shown: ShownTest, t: Translate): string | null {
  return valueOf(shown, 'expected', t) ?? wanted(shown, t);
}

/** What the body of a row compares. */
function comparisonOf(shown: ShownTest, t: Translate): Comparison {
  const { test, result } = shown;
  return {
    number: shown.number,
    call: callOf(shown),
    stdin: test?.stdin ?? null,
    source: test?.source ?? null,
    expected: expectedOf(shown, t),
    actual: hasFailed(shown) ? valueOf(shown, 'actual', t) : null,
    printed: test?.kind !== 'stdin',
    words: hasFailed(shown) && result !== null ? translated(t, result.message, result.sentences) : [],
  };
}

export function TestBody({ shown, t }: { readonly shown: ShownTest; readonly t: Translate }): ReactElement {
  const comparison = useMemo(() => comparisonOf(shown, t), [shown, t]);
  const printed = shown.result?.stdout ?? '';
  const programPrints = shown.test?.kind === 'stdin';
  return (
    <div className="pp-test-body">
      <DiffView comparison={comparison} t={t} />
      {printed === '' || programPrints ? null : <Output parts={[{ number: null, text: printed }]} t={t} />}
    </div>
  );
}
