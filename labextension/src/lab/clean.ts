/** Makes the HTML of a handout safe by JupyterLab's own sanitiser, which lets less pass here than elsewhere. */
import type { IRenderMime } from '@jupyterlab/rendermime';
import { addressed, ATTRIBUTES, TAGS } from '../app/handout/clean';

/** No `data-*` among them: JupyterLab carries out commands that are named in some. */
const RULES = { allowedTags: TAGS, allowedAttributes: { '*': ATTRIBUTES } };

/** Gives the same HTML with nothing left but text, its shape, links, and pictures that it holds itself. */
export function cleaner(sanitizer: Pick<IRenderMime.ISanitizer, 'sanitize'>): (html: string) => string {
  return (html) => addressed(sanitizer.sanitize(html, RULES));
}
