/** Handouts in a notebook cell: Markdown to sanitised HTML, formulas to MathML. */
import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { MarkdownRenderer } from '../app/types';
import { maths } from './maths';
import { typeset } from './typeset';

const markdown = new MarkdownIt({ html: true, linkify: true }).use(maths);

/** The HTML of a handout, safe to be put into a page. */
export function toHtml(source: string): string {
  return DOMPurify.sanitize(markdown.render(source), {
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
