/** Handouts by JupyterLab's own Markdown renderer, made safe as in every other host: a course is not trusted. */
import { Sanitizer } from '@jupyterlab/apputils';
import { type IRenderMimeRegistry, MimeModel } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import { useLayoutEffect, useRef } from 'react';
import type { MarkdownRenderer } from '../app/types';
import { cleaner } from './clean';

const MIME = 'text/markdown';

export function labMarkdown(rendermime: IRenderMimeRegistry): MarkdownRenderer {
  const ours = rendermime.clone({ sanitizer: { sanitize: cleaner(new Sanitizer()) } });
  return function LabMarkdown({ source }) {
    const place = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      const here = place.current;
      if (here === null) return undefined;
      const renderer = ours.createRenderer(MIME);
      here.replaceChildren();
      here.setAttribute('aria-busy', 'true'); // the host fetches its parser at the first handout
      Widget.attach(renderer, here);
      const model = new MimeModel({ data: { [MIME]: source }, trusted: false });
      void renderer
        .renderModel(model)
        .catch(() => {
          renderer.node.textContent = source; // too deep for the parser, or no parser: shown as it is written
        })
        .finally(() => {
          if (!renderer.isDisposed) here.removeAttribute('aria-busy');
        });
      return () => renderer.dispose();
    }, [source]);
    return <div ref={place} />;
  };
}
