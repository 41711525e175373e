/** Call, expected and yours, one below the other, and a sentence that says how they differ. */
import { useMemo, type ReactElement, type ReactNode } from 'react';
import { CodeText } from '../CodeText';
import { Say, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { diff, diffItems, side, type Stretch } from './diff';
import { input, literal, output, type Literal } from './literal';
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
  /** How the two differ, in the examiner's words or the teacher's. */
  readonly words: Phrase;
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

function asItIs({ kind, quote, value }: Literal): Side {
  return { stretches: [{ text: value, mark: 'none' }], quote, visible: kind === 'text' };
}

/** Both sides; marks only between two texts or two collections of one kind: numbers speak for themselves. */
function sides({ expected, actual, printed }: Comparison): {
  readonly expected: Side | null;
  readonly actual: Side | null;
} {
  const read = printed ? literal : output;
  const [left, right] = [expected, actual].map((text) => (text === null ? null : read(text)));
  if (!left || !right || left.kind !== right.kind || left.kind === 'other') {
    return { expected: left ? asItIs(left) : null, actual: right ? asItIs(right) : null };
  }
  const pieces = (left.kind === 'text' ? diff : diffItems)(left.value, right.value);
  return {
    expected: { ...asItIs(left), stretches: side(pieces, 'expected') },
    // The teacher's quotes on both: which of the two kinds stands there is no difference.
    actual: { ...asItIs(right), quote: left.quote, stretches: side(pieces, 'actual') },
  };
}

function textOf({ stretches }: Side): string {
  return stretches.map((stretch) => stretch.text).join('');
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
  const { number, call, stdin, source, words } = comparison;
  const both = useMemo(() => sides(comparison), [comparison]);
  const signs = [both.expected, both.actual].some((one) => one?.visible && /\s/.test(textOf(one)));
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
            <Value {...asItIs(input(stdin))} t={t} />
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
      {words.length === 0 && !signs ? null : (
        <div className="pp-diff-foot">
          {words.length === 0 ? null : (
            <span className="pp-diff-say">
              <Say parts={words} />
            </span>
          )}
          {signs ? <Legend t={t} /> : null}
        </div>
      )}
    </>
  );
}
