/** Makes the HTML of a handout safe where the page has nothing for it. */
import DOMPurify from 'dompurify';
import { addressed, ATTRIBUTES, TAGS } from '../app/handout/clean';

const RULES = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
};

/** The same HTML with nothing left but text, its shape, links, and pictures that it holds itself. */
export function clean(html: string): string {
  return addressed(DOMPurify.sanitize(html, RULES));
}
