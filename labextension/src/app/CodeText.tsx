/** Python in colour, for code that is read: calls, tracebacks, starters. */
import { useContext, useMemo, type ReactElement } from 'react';
import { coloured } from './colour';
import { Tools } from './editor/tools';

/** The code as coloured spans; put it inside `code` or `pre`. */
export function CodeText({ code }: { readonly code: string }): ReactElement {
  const { python } = useContext(Tools);
  const pieces = useMemo(() => coloured(code, python), [code, python]);
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
