/** Python in colour, in pieces: what is coloured has classes, the rest has none. */
import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode } from '@lezer/highlight';
import { pythonHighlighter } from './editor/highlight';

export interface Piece {
  readonly text: string;
  readonly classes: string;
}

/** Above this code stays plain: colour is not worth the wait. */
const LONGEST = 20_000;

export function coloured(code: string): readonly Piece[] {
  if (code.length > LONGEST) return [{ text: code, classes: '' }];
  const pieces: Piece[] = [];
  const put = (text: string, classes: string): void => void pieces.push({ text, classes });
  highlightCode(code, pythonLanguage.parser.parse(code), pythonHighlighter, put, () => put('\n', ''));
  return pieces;
}

/** Colours the Python in a handout. */
export function colourPython(place: HTMLElement): void {
  for (const code of place.querySelectorAll<HTMLElement>('pre code[class^="language-py"]')) {
    code.replaceChildren(...coloured(code.textContent).map(({ text, classes }) => spanned(text, classes)));
  }
}

function spanned(text: string, classes: string): Node {
  if (classes === '') return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = classes;
  span.textContent = text;
  return span;
}
