/** Makes the HTML of a handout safe: a course is not trusted, and nothing is fetched for it. */
import DOMPurify from 'dompurify';

const TAGS = [
  ...['a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em'],
  ...['figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol'],
  ...['p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td'],
  ...['tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var'],
];
const ATTRIBUTES = [
  ...['align', 'alt', 'class', 'colspan', 'height', 'href', 'lang', 'open', 'rowspan', 'src', 'start', 'title'],
  'width',
];
/** What an address must begin with: pictures come inside the handout, links lead out of it. */
const ADDRESSES: Readonly<Record<string, RegExp>> = { src: /^data:image\//i, href: /^(?:https?|mailto):/i };

/** The same HTML with nothing left but text, its shape, links, and pictures that it holds itself. */
export function clean(html: string): string {
  const purifier = DOMPurify(window);
  purifier.addHook('uponSanitizeAttribute', (_, attribute) => {
    if (ADDRESSES[attribute.attrName]?.test(attribute.attrValue) === false) attribute.keepAttr = false;
  });
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A' || !node.hasAttribute('href')) return;
    node.setAttribute('target', '_blank'); // the practice stays where it is
    node.setAttribute('rel', 'noopener noreferrer');
  });
  return purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false, // JupyterLab carries out commands that are named in some
  });
}
