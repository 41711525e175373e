/** Code that is read: numbered lines, with the signs and words of a comparison, or one line marked. */
import type { ReactElement } from 'react';
import { CodeText } from '../CodeText';
import type { Translate } from '../types';
import type { Fold, Line, Stretch } from './lines';

const SIGNS: Readonly<Record<Line['kind'], string>> = { same: '', gone: '−', new: '+' };

function Words({
  stretches,
  kind,
}: {
  readonly stretches: readonly Stretch[];
  readonly kind: Line['kind'];
}): ReactElement {
  const Mark = kind === 'gone' ? 'del' : 'ins';
  return (
    <>
      {stretches.map(({ text, changed }, index) =>
        changed ? <Mark key={index}>{text}</Mark> : <CodeText key={index} code={text} />,
      )}
    </>
  );
}

interface CodeLinesProps {
  readonly lines: readonly (Line | Fold)[];
  /** What the lines are, for who does not see them. */
  readonly label: string;
  /** The line to point at. */
  readonly marked?: number | null;
  readonly t: Translate;
}

/** A table of lines; a fold says how many lines it stands for. */
export function CodeLines({ lines, label, marked = null, t }: CodeLinesProps): ReactElement {
  const spoken: Readonly<Record<Line['kind'], string>> = { same: '', gone: t('removed:'), new: t('added:') };
  return (
    <div className="pp-lines" role="group" aria-label={label}>
      {lines.map((line, index) =>
        line.kind === 'fold' ? (
          <div key={index} className="pp-lines-fold">
            {t(['%1 line is the same', '%1 lines are the same'], line.lines)}
          </div>
        ) : (
          <div key={index} className={`pp-line pp-line-${line.kind}${line.number === marked ? ' pp-line-marked' : ''}`}>
            <span className="pp-line-number pp-num">{line.number}</span>
            <span className="pp-line-sign" aria-hidden="true">
              {line.number === marked ? '▸' : SIGNS[line.kind]}
            </span>
            <code>
              {spoken[line.kind] === '' ? null : <span className="pp-unseen">{spoken[line.kind]} </span>}
              <Words stretches={line.stretches} kind={line.kind} />
            </code>
          </div>
        ),
      )}
    </div>
  );
}
