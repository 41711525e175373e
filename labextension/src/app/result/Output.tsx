/** What the program printed. Text and nothing else: it comes from whoever wrote the code. */
import { Fragment, type ReactElement } from 'react';
import type { Translate } from '../types';
import type { Printed } from './printed';

interface OutputProps {
  readonly parts: readonly Printed[];
  readonly open?: boolean;
  /** Open however long it is: it was asked for. */
  readonly whole?: boolean;
  readonly t: Translate;
}

/** More than this is folded at first. */
const LINES = 12;
const CHARACTERS = 1000;

/** A block that can be folded away; the part of a test says which. */
export function Output({ parts, open = true, whole = false, t }: OutputProps): ReactElement {
  const lines = parts.reduce((sum, { text }) => sum + text.replace(/\n$/, '').split('\n').length, 0);
  const characters = parts.reduce((sum, { text }) => sum + text.length, 0);
  return (
    <details className="pp-output" open={open && (whole || (lines <= LINES && characters <= CHARACTERS))}>
      <summary>{t(['Program output (%1 line)', 'Program output (%1 lines)'], lines)}</summary>
      {parts.map(({ number, text }) => (
        <Fragment key={number}>
          {number === null ? null : <p>{t('Test %1', number)}</p>}
          <pre>{text}</pre>
        </Fragment>
      ))}
    </details>
  );
}
