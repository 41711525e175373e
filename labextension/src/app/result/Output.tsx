/** What the program printed. Text and nothing else: it comes from whoever wrote the code. */
import type { ReactElement } from 'react';
import type { Translate } from '../types';

interface OutputProps {
  readonly text: string;
  readonly open?: boolean;
  /** Open however long it is: it was asked for. */
  readonly whole?: boolean;
  readonly t: Translate;
}

/** More than this is folded at first. */
const LINES = 12;
const CHARACTERS = 1000;

/** A block that can be folded away. */
export function Output({ text, open = true, whole = false, t }: OutputProps): ReactElement {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return (
    <details className="pp-output" open={open && (whole || (lines <= LINES && text.length <= CHARACTERS))}>
      <summary>{t(['Program output (%1 line)', 'Program output (%1 lines)'], lines)}</summary>
      <pre>{text}</pre>
    </details>
  );
}
