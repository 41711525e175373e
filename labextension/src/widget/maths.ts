/** `$...$` and `$$...$$` in Markdown: kept from the rest of the syntax, and marked for `typeset`. */
import type { TokenizerAndRendererExtension } from 'marked';

/** The class of what a formula is wrapped in; `typeset` looks for it. */
export const FORMULA = 'pp-formula';

/** An extension for marked. A dollar sign before a space, or a closing one before a digit, is money. */
export const formula: TokenizerAndRendererExtension = {
  name: FORMULA,
  level: 'inline',
  start: (text) => text.indexOf('$'),
  tokenizer(text) {
    const found = formulaAt(text);
    return found === null ? undefined : { type: FORMULA, ...found };
  },
  renderer: (token) => {
    const { tex, display } = token as unknown as Formula;
    return `<span class="${FORMULA}${display ? ` ${FORMULA}-display` : ''}">${escaped(tex)}</span>`;
  },
};

interface Formula {
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
}

function formulaAt(text: string): Formula | null {
  const found = /^\$\$([^$]+)\$\$/.exec(text) ?? /^\$(?![\s$])([^$]*[^\s$\\])\$(?!\d)/.exec(text);
  const tex = found?.[1]?.trim();
  if (found === null || tex === undefined || tex === '') return null;
  return { raw: found[0], tex, display: found[0].startsWith('$$') };
}

/** The text as HTML. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
