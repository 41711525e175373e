/** Handouts in a notebook cell: Markdown by the parser that JupyterLab has, to sanitised HTML, formulas to MathML. */
import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { MarkdownRenderer } from '../app/types';
import { formula } from './maths';
import { typeset } from './typeset';

const markdown = new Marked({ async: false, gfm: true, extensions: [formula] });

/** The HTML of a handout, safe to be put into a page. */
export function toHtml(source: string): string {
  return DOMPurify.sanitize(markdown.parse(source, { async: false }), {
    ADD_ATTR: ['target'],
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'dialog'],
    FORBID_ATTR: ['style', 'id', 'name'],
  });
}

export const WidgetMarkdown: MarkdownRenderer = ({ source }) => {
  const place = useRef<HTMLDivElement>(null);
  const html = useMemo(() => ({ __html: toHtml(source) }), [source]);
  useLayoutEffect(() => {
    if (place.current === null) return;
    for (const link of place.current.querySelectorAll('a[href]')) {
      link.setAttribute('target', '_blank'); // the notebook stays where it is
      link.setAttribute('rel', 'noopener noreferrer');
    }
    void typeset(place.current);
  }, [html]);
  return <div ref={place} dangerouslySetInnerHTML={html} />;
};
