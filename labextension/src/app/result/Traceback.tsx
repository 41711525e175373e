/** How the code came to the line where it was stopped. */
import type { ReactElement } from 'react';
import type { Frame } from '../../client/contract';
import { CodeText } from '../CodeText';
import type { Translate } from '../types';
import { functionAround } from './around';

interface Row {
  readonly frame: Frame;
  readonly repeated: boolean;
}

/** A line that called itself is one row: of an endless recursion the verdict has some frames, all alike. */
function rowsOf(frames: readonly Frame[]): readonly Row[] {
  const rows: Row[] = [];
  for (const frame of frames) {
    const last = rows.at(-1);
    if (last?.frame.line === frame.line) rows[rows.length - 1] = { frame, repeated: true };
    else rows.push({ frame, repeated: false });
  }
  return rows;
}

interface TracebackProps {
  readonly frames: readonly Frame[];
  /** The code that was graded. */
  readonly code: string;
  readonly t: Translate;
}

/** Nothing for a single row: that is the marked line, which is named already. */
export function Traceback({ frames, code, t }: TracebackProps): ReactElement | null {
  const rows = rowsOf(frames);
  if (rows.length < 2) return null;
  return (
    <details open>
      <summary>{t('Traceback, your code only (%1 frames)', rows.length)}</summary>
      <pre>
        {rows.map(({ frame, repeated }, index) => {
          const within = functionAround(code, frame.line);
          return (
            <span key={index}>
              <span className="pp-muted">
                {within === null ? t('line %1', frame.line) : t('line %1, in %2', frame.line, within)}
                {repeated ? ` ${t('(repeated)')}` : null}
              </span>
              {'\n  '}
              <CodeText code={frame.code.trim()} />
              {'\n'}
            </span>
          );
        })}
      </pre>
    </details>
  );
}
