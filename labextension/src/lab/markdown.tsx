/** Handouts by JupyterLab's own Markdown renderer, sanitised: a course is not trusted. */
import { type IRenderMimeRegistry, MimeModel } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import { useLayoutEffect, useRef } from 'react';
import type { MarkdownRenderer } from '../app/types';

const MIME = 'text/markdown';

export function labMarkdown(rendermime: IRenderMimeRegistry): MarkdownRenderer {
  return function LabMarkdown({ source }) {
    const place = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      if (place.current === null) return undefined;
      const renderer = rendermime.createRenderer(MIME);
      place.current.replaceChildren();
      Widget.attach(renderer, place.current);
      void renderer.renderModel(new MimeModel({ data: { [MIME]: source }, trusted: false }));
      return () => renderer.dispose();
    }, [source]);
    return <div ref={place} />;
  };
}
