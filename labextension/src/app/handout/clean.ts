/** What is safe in the HTML of a handout, in every host: a course is not trusted, and nothing is fetched for it. */

/** All that is left of it by a host's sanitiser: text, and its shape. */
export const TAGS = [
  ...['a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em'],
  ...['figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol'],
  ...['p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td'],
  ...['tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var'],
];
export const ATTRIBUTES = [
  ...['align', 'alt', 'class', 'colspan', 'height', 'href', 'lang', 'open', 'rowspan', 'src', 'start', 'title'],
  'width',
];
/** What an address must begin with: pictures come inside the handout, links lead out of it. */
const ADDRESSES: Readonly<Record<string, RegExp>> = { src: /^data:image\//i, href: /^(?:https?|mailto):/i };

/** Sanitised HTML without the addresses that lead elsewhere. */
export function addressed(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html'); // which fetches nothing
  for (const [name, allowed] of Object.entries(ADDRESSES)) {
    for (const element of body.querySelectorAll(`[${name}]`)) {
      if (!allowed.test(element.getAttribute(name) ?? '')) element.removeAttribute(name);
    }
  }
  for (const link of body.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank'); // the practice stays where it is
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return body.innerHTML;
}
