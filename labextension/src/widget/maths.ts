/** `$...$` and `$$...$$` in Markdown: kept from the rest of the syntax, and marked for `typeset`. */
import type { MarkdownIt } from 'markdown-it';

/** What a formula is wrapped in; `typeset` looks for it. */
export const FORMULA = 'pp-formula';

/** A plugin for markdown-it. A dollar sign before a space, or with a digit behind it, is money. */
export function maths(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('escape', FORMULA, (state, silent) => {
    const found = formulaAt(state.src, state.pos, state.posMax);
    if (found === null) return false;
    if (!silent) {
      const token = state.push(FORMULA, 'span', 0);
      token.content = found.tex;
      token.meta = { display: found.display };
    }
    state.pos = found.end;
    return true;
  });
  markdown.renderer.rules[FORMULA] = (tokens, index) => {
    const token = tokens[index];
    const display = (token?.meta as { display: boolean } | undefined)?.display === true;
    const tex = markdown.utils.escapeHtml(token?.content ?? '');
    return `<span class="${FORMULA}${display ? ` ${FORMULA}-display` : ''}">${tex}</span>`;
  };
}

interface Formula {
  readonly tex: string;
  readonly display: boolean;
  readonly end: number;
}

function formulaAt(text: string, start: number, limit: number): Formula | null {
  if (text[start] !== '$') return null;
  const mark = text[start + 1] === '$' ? '$$' : '$';
  const from = start + mark.length;
  const to = text.indexOf(mark, from);
  if (to <= from || to + mark.length > limit) return null;
  const tex = text.slice(from, to);
  if (mark === '$' && (/^\s|\s$/.test(tex) || /\d/.test(text[to + 1] ?? ''))) return null;
  return { tex: tex.trim(), display: mark === '$$', end: to + mark.length };
}
