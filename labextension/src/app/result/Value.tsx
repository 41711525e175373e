/** One value of a comparison: spaces, tabs and line ends made visible, marks where it differs, folded when long. */
import { useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../Button';
import type { Translate } from '../types';
import type { Stretch } from './diff';

const LINES = 8;
/** How many of them stand before the first difference. */
const BEFORE = 3;
const SIGNS = /( +|\t|\n)/;

type Line = readonly Stretch[];

/** The stretches line by line; a line keeps its end. */
function toLines(stretches: readonly Stretch[]): readonly Line[] {
  const lines: Stretch[][] = [[]];
  for (const stretch of stretches) {
    const parts = stretch.text.split(/(?<=\n)/);
    parts.forEach((text, index) => {
      if (index > 0) lines.push([]);
      lines[lines.length - 1]?.push({ ...stretch, text });
    });
    if (stretch.text.endsWith('\n')) lines.push([]);
  }
  return lines.at(-1)?.length === 0 && lines.length > 1 ? lines.slice(0, -1) : lines;
}

function withSigns(text: string): ReactNode[] {
  const signs: Readonly<Record<string, string>> = { '\t': '→\t', '\n': '⏎\n' };
  return text.split(SIGNS).map((part, index) =>
    SIGNS.test(part) ? (
      <span key={index} className="pp-space-sign">
        {signs[part] ?? '·'.repeat(part.length)}
      </span>
    ) : (
      part
    ),
  );
}

function Marked({
  stretch,
  visible,
  t,
}: {
  readonly stretch: Stretch;
  readonly visible: boolean;
  readonly t: Translate;
}): ReactElement {
  if (stretch.mark === 'gap') return <span className="pp-gap" />;
  const shown = visible || stretch.mark !== 'none' ? withSigns(stretch.text) : stretch.text;
  if (stretch.mark === 'none') return <>{shown}</>;
  const missing = stretch.mark === 'missing';
  return (
    <span
      className={missing ? 'pp-missing' : 'pp-extra'}
      title={missing ? t('missing from your result') : t('not expected')}
    >
      <span className="pp-unseen">{missing ? t('missing:') : t('extra:')} </span>
      {shown}
    </span>
  );
}

interface ValueProps {
  readonly stretches: readonly Stretch[];
  readonly quote: string;
  /** Whether spaces and line ends are shown by signs everywhere, not only in the marks. */
  readonly visible: boolean;
  readonly t: Translate;
}

/** Renders one side; more than 8 lines fold around the first difference. */
export function Value({ stretches, quote, visible, t }: ValueProps): ReactElement {
  const [all, setAll] = useState(false);
  const lines = toLines(stretches);
  const first = lines.findIndex((line) => line.some((stretch) => stretch.mark !== 'none'));
  const folded = lines.length > LINES && !all;
  const from = folded ? Math.min(Math.max(0, first - BEFORE), lines.length - LINES) : 0;
  const shown = folded ? lines.slice(from, from + LINES) : lines;
  return (
    <>
      <pre>
        {from > 0 ? <span className="pp-muted">…{'\n'}</span> : quote}
        {shown.map((line, index) =>
          line.map((stretch, at) => <Marked key={`${from + index}.${at}`} stretch={stretch} visible={visible} t={t} />),
        )}
        {from + shown.length < lines.length ? <span className="pp-muted">…</span> : quote}
      </pre>
      {folded ? (
        <Button look="link" onClick={() => setAll(true)}>
          {t('Show all %1 lines', lines.length)}
        </Button>
      ) : null}
    </>
  );
}
