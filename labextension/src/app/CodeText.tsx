/** Python in colour, for code that is read: calls, tracebacks, starters. */
import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode } from '@lezer/highlight';
import { useMemo, type ReactElement, type ReactNode } from 'react';
import { pythonHighlighter } from './editor/highlight';

/** Above this it stays plain: colour is not worth the wait. */
const LONGEST = 20_000;

/** The code as coloured spans; put it inside `code` or `pre`. */
export function CodeText({ code }: { readonly code: string }): ReactElement {
  const spans = useMemo(() => {
    if (code.length > LONGEST) return code;
    const parts: ReactNode[] = [];
    const put = (text: string, classes: string): void => {
      parts.push(
        classes === '' ? (
          text
        ) : (
          <span key={parts.length} className={classes}>
            {text}
          </span>
        ),
      );
    };
    highlightCode(code, pythonLanguage.parser.parse(code), pythonHighlighter, put, () => parts.push('\n'));
    return parts;
  }, [code]);
  return <>{spans}</>;
}
