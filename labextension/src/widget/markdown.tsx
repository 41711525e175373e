/** Handouts in a notebook cell: Markdown by the parser that JupyterLab has, to sanitised HTML, formulas to MathML. */
import { pythonLanguage } from '@codemirror/lang-python';
import { Marked } from 'marked';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { colourPython } from '../app/colour';
import type { MarkdownRenderer } from '../app/types';
import { clean } from './clean';
import { escaped, formula } from './maths';
import { typeset } from './typeset';

const markdown = new Marked({ async: false, gfm: true, extensions: [formula] });

/** The HTML of a handout, safe to be put into a page; what is too deep for the parser is shown as it is written. */
export function toHtml(source: string): string {
  try {
    return clean(markdown.parse(source, { async: false }));
  } catch {
    return `<pre>${escaped(source)}</pre>`;
  }
}

export const WidgetMarkdown: MarkdownRenderer = ({ source }) => {
  const place = useRef<HTMLDivElement>(null);
  const html = useMemo(() => ({ __html: toHtml(source) }), [source]);
  useLayoutEffect(() => {
    if (place.current === null) return;
    colourPython(place.current, pythonLanguage);
    void typeset(place.current);
  }, [html]);
  return <div ref={place} dangerouslySetInnerHTML={html} />;
};
