/** Python in colour, in pieces: what is coloured has classes, the rest has none. */
import type { Language } from '@codemirror/language';
import { highlightCode } from '@lezer/highlight';
import { pythonHighlighter } from './editor/highlight';

export interface Piece {
  readonly text: string;
  readonly classes: string;
}

/** Above this code stays plain: colour is not worth the wait. */
const LONGEST = 20_000;

/** The pieces of a code; without Python's grammar there is no colour. */
export function coloured(code: string, python: Language | null): readonly Piece[] {
  if (python === null || code.length > LONGEST) return [{ text: code, classes: '' }];
  const pieces: Piece[] = [];
  const put = (text: string, classes: string): void => void pieces.push({ text, classes });
  highlightCode(code, python.parser.parse(code), pythonHighlighter, put, () => put('\n', ''));
  return pieces;
}

/** Colours the Python in a handout. */
export function colourPython(place: HTMLElement, python: Language): void {
  for (const code of place.querySelectorAll<HTMLElement>('pre code[class^="language-py"]')) {
    code.replaceChildren(...coloured(code.textContent, python).map(({ text, classes }) => spanned(text, classes)));
  }
}

function spanned(text: string, classes: string): Node {
  if (classes === '') return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = classes;
  span.textContent = text;
  return span;
}
