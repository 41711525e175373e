/** What surrounds a line of Python, read off the indentation: enough to name a function or a loop to a beginner. */

const LOOP = /^\s*(?:async\s+)?(while|for)\b/;
const FUNCTION = /^\s*(?:async\s+)?def\s+(\w+)/;

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** The lines that enclose a line (from 1), from the inside out. */
function* enclosing(code: string, line: number): Generator<{ line: number; text: string }> {
  const lines = code.split('\n');
  let indent = indentOf(lines[line - 1] ?? '');
  for (let at = line - 1; at >= 1 && indent > 0; at -= 1) {
    const text = lines[at - 1] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    yield { line: at, text };
  }
}

export interface Loop {
  readonly line: number;
  readonly kind: 'while' | 'for';
}

function loopIn(text: string, line: number): Loop | null {
  const kind = LOOP.exec(text)?.[1];
  return kind === 'while' || kind === 'for' ? { line, kind } : null;
}

/** The loop that a line belongs to, or null outside of loops. */
export function loopAround(code: string, line: number): Loop | null {
  const here = loopIn(code.split('\n')[line - 1] ?? '', line);
  if (here !== null) return here;
  for (const outer of enclosing(code, line)) {
    const loop = loopIn(outer.text, outer.line);
    if (loop !== null) return loop;
    if (FUNCTION.test(outer.text)) return null;
  }
  return null;
}

/** The name of the function that a line belongs to, or null outside of functions. */
export function functionAround(code: string, line: number): string | null {
  for (const outer of enclosing(code, line)) {
    const found = FUNCTION.exec(outer.text);
    if (found !== null) return found[1] ?? null;
  }
  return null;
}
