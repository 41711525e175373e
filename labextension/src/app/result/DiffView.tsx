/** Call, expected and yours, one below the other, and a sentence that says how they differ. */
import { useMemo, type ReactElement, type ReactNode } from 'react';
import { CodeText } from '../CodeText';
import { Say } from '../phrase';
import type { Translate } from '../types';
import { diff, side, type Stretch } from './diff';
import { difference } from './difference';
import { literal } from './literal';
import { Value } from './Value';

/** What a test asks for and what came of it; what is null is left out. */
export interface Comparison {
  readonly number: number;
  readonly call: string | null;
  /** What the program reads. */
  readonly stdin: string | null;
  /** The teacher's code of the test. */
  readonly source: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Values as Python prints them, or the plain output of a program. */
  readonly printed: boolean;
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="pp-diff-row">
      <span className="pp-diff-label">{label}</span>
      <div className="pp-diff-value">{children}</div>
    </div>
  );
}

interface Side {
  readonly stretches: readonly Stretch[];
  readonly quote: string;
  readonly visible: boolean;
}

function asItIs(text: string, printed: boolean): Side {
  const value = printed ? literal(text) : { kind: 'text', quote: '', value: text };
  return { stretches: [{ text: value.value, mark: 'none' }], quote: value.quote, visible: value.kind === 'text' };
}

/** Both sides; marks only where two values of one kind are compared. */
export function sides(comparison: Comparison): { readonly expected: Side | null; readonly actual: Side | null } {
  const { expected, actual, printed } = comparison;
  const left = expected === null ? null : asItIs(expected, printed);
  const right = actual === null ? null : asItIs(actual, printed);
  if (expected === null || actual === null || left === null || right === null) return { expected: left, actual: right };
  if (printed && literal(expected).kind !== literal(actual).kind) return { expected: left, actual: right };
  const pieces = diff(left.stretches[0]?.text ?? '', right.stretches[0]?.text ?? '');
  return {
    expected: { ...left, stretches: side(pieces, 'expected') },
    actual: { ...right, stretches: side(pieces, 'actual') },
  };
}

function Legend({ t }: { readonly t: Translate }): ReactElement {
  return (
    <span className="pp-diff-legend">
      <code>·</code> {t('space')} <code>⏎</code> {t('new line')} <code>→</code> {t('tab')}
    </span>
  );
}

/** A figure with its sentence. */
export function DiffView({ comparison, t }: { readonly comparison: Comparison; readonly t: Translate }): ReactElement {
  const { number, call, stdin, source, expected, actual, printed } = comparison;
  const both = useMemo(() => sides(comparison), [comparison]);
  const sentence = expected === null || actual === null ? [] : difference(t, expected, actual, printed);
  const visible = (both.expected?.visible ?? false) || (both.actual?.visible ?? false);
  return (
    <>
      <figure className="pp-diff" role="group" aria-label={t('Comparison for test %1', number)}>
        {call === null ? null : (
          <Row label={t('Call')}>
            <pre>
              <CodeText code={call} />
            </pre>
          </Row>
        )}
        {source === null ? null : (
          <Row label={t('Test')}>
            <pre>
              <CodeText code={source.trimEnd()} />
            </pre>
          </Row>
        )}
        {stdin === null ? null : (
          <Row label={t('Input')}>
            <Value {...asItIs(stdin, false)} t={t} />
          </Row>
        )}
        {both.expected === null ? null : (
          <Row label={t('Expected')}>
            <Value {...both.expected} t={t} />
          </Row>
        )}
        {both.actual === null ? null : (
          <Row label={t('Yours')}>
            <Value {...both.actual} t={t} />
          </Row>
        )}
      </figure>
      {sentence.length === 0 && !visible ? null : (
        <div className="pp-diff-foot">
          <span className="pp-diff-say">
            <Say parts={sentence} />
          </span>
          {visible ? <Legend t={t} /> : null}
        </div>
      )}
    </>
  );
}
