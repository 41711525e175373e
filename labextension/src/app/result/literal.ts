/** Just enough of Python's literals to compare two printed values: which kind, the text inside quotes, the items. */

export type Kind = 'text' | 'number' | 'truth' | 'none' | 'list' | 'tuple' | 'dictionary' | 'set' | 'bytes' | 'other';

export interface Literal {
  readonly kind: Kind;
  /** The quotes around a text, else empty. */
  readonly quote: string;
  /** What is compared: the characters of a text, the printed form of anything else. */
  readonly value: string;
}

const NUMBER = /^[-+]?(\d[\d_]*\.?\d*|\.\d+|inf|nan)(e[-+]?\d+)?j?$/i;
const TEXT = /^(['"])((?:\\[\s\S]|(?!\1)[^\\\n])*)\1$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/** Undoes the escapes that `repr` writes for what can be shown; the others stay as they are printed. */
function unescaped(text: string): string {
  return text.replace(/\\([ntr\\'"])/g, (whole, sign: string) => ESCAPES[sign] ?? whole);
}

function kindOf(text: string): Kind {
  if (text === 'None') return 'none';
  if (text === 'True' || text === 'False') return 'truth';
  if (NUMBER.test(text)) return 'number';
  if (/^b['"]/.test(text)) return 'bytes';
  if (/^\[[\s\S]*\]$/.test(text)) return 'list';
  if (/^\([\s\S]*\)$/.test(text)) return 'tuple';
  if (/^\{\}$|^\{[\s\S]*\}$/.test(text))
    return text === '{}' || topLevel(text.slice(1, -1), ':').length > 1 ? 'dictionary' : 'set';
  return text === 'set()' ? 'set' : 'other';
}

/** Reads a printed value. */
export function literal(printed: string): Literal {
  const text = TEXT.exec(printed.trim());
  if (text !== null) return { kind: 'text', quote: text[1] ?? '', value: unescaped(text[2] ?? '') };
  return { kind: kindOf(printed.trim()), quote: '', value: printed };
}

/** Splits at a sign that stands outside of quotes and brackets. */
function topLevel(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === sign && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** The printed items of a list, tuple, set or dictionary; null for anything else. */
export function items(value: Literal): readonly string[] | null {
  if (!['list', 'tuple', 'dictionary', 'set'].includes(value.kind)) return null;
  const inside = value.value
    .trim()
    .replace(/^set\(\)$/, '')
    .slice(1, -1);
  const parts = topLevel(inside, ',').map((part) => part.trim());
  return parts.filter((part, index) => part !== '' || index < parts.length - 1);
}
