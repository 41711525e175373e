/** Just enough of Python's printed values to compare two of them: what kind, and the text inside quotes. */

/** Text, a bracket that opens a collection, or anything else. */
export type Kind = 'text' | '[' | '(' | '{' | 'other';

export interface Literal {
  readonly kind: Kind;
  /** The quotes around a text, else empty. */
  readonly quote: string;
  /** What is compared: the characters of a text, the printed form of anything else. */
  readonly value: string;
}

const TEXT = /^(['"])((?:\\[\s\S]|(?!\1)[^\\\n])*)\1$/;
const COLLECTION = /^(?:\[[\s\S]*\]|\([\s\S]*\)|\{[\s\S]*\})$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** Undoes the escapes that `repr` writes for what can be shown; the others stay as they are printed. */
function unescaped(text: string): string {
  return text.replace(/\\([nt\\'"])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
}

/** Reads a printed value. */
export function literal(printed: string): Literal {
  const text = TEXT.exec(printed);
  if (text !== null) return { kind: 'text', quote: text[1] ?? '', value: unescaped(text[2] ?? '') };
  return { kind: COLLECTION.test(printed) ? (printed.charAt(0) as Kind) : 'other', quote: '', value: printed };
}

/** What a program reads, which is text without quotes. */
export function input(text: string): Literal {
  return { kind: 'text', quote: '', value: text };
}

/** What a program writes, without what the comparison forgives: blanks at the end of lines, and the last line's end. */
export function output(text: string): Literal {
  return input(text.replace(/[ \t]+$/gm, '').replace(/\n$/, ''));
}
