/** Python in colour, for code that is read: calls, tracebacks, starters. */
import { useMemo, type ReactElement } from 'react';
import { coloured } from './colour';

/** The code as coloured spans; put it inside `code` or `pre`. */
export function CodeText({ code }: { readonly code: string }): ReactElement {
  const pieces = useMemo(() => coloured(code), [code]);
  return (
    <>
      {pieces.map(({ text, classes }, index) =>
        classes === '' ? (
          text
        ) : (
          <span key={index} className={classes}>
            {text}
          </span>
        ),
      )}
    </>
  );
}
