/** The difference between two values, character by character; line by line where that would be too much to look at. */

export interface Piece {
  readonly kind: 'same' | 'missing' | 'extra';
  readonly text: string;
}

/** Above this many pairs of characters lines are compared, above this many pairs of lines nothing is. */
const PAIRS = 500_000;

/** Characters as a person counts them: an emoji is one. */
export function characters(text: string): string[] {
  return Array.from(text);
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function add(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces[pieces.length - 1];
  if (text === '') return;
  if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text };
  else pieces.push({ kind, text });
}

/** Lengths of the longest common subsequence of all tails, row by row. */
function tails(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = rows[i];
    const below = rows[i + 1];
    if (row === undefined || below === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function aligned(a: readonly string[], b: readonly string[]): Piece[] {
  const rows = tails(a, b);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const matching = i < a.length && j < b.length && a[i] === b[j];
    const down = j >= b.length || (i < a.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0));
    if (matching) add(pieces, 'same', a[i] ?? '');
    else add(pieces, down ? 'missing' : 'extra', (down ? a[i] : b[j]) ?? '');
    if (matching || down) i += 1;
    if (matching || !down) j += 1;
  }
  return pieces;
}

function sameLength(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (piece.kind === 'same' ? piece.text.length : 0), 0);
}

/** Pieces of the part where the two differ; what has little in common is one difference, not a salad of letters. */
function middle(a: readonly string[], b: readonly string[], least: number): readonly Piece[] {
  const whole: Piece[] = [];
  add(whole, 'missing', a.join(''));
  add(whole, 'extra', b.join(''));
  if (a.length * b.length > PAIRS || a.length * b.length === 0) return whole;
  const pieces = aligned(a, b);
  return sameLength(pieces) >= least ? pieces : whole;
}

/** How many units the two begin and end with in common. */
function common(a: readonly string[], b: readonly string[]): readonly [start: number, end: number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [start, end];
}

/** What of `expected` is missing and what of `actual` is extra, in reading order. */
export function diff(expected: string, actual: string): readonly Piece[] {
  let [a, b] = [characters(expected), characters(actual)];
  let [start, end] = common(a, b);
  const rest = (units: readonly string[]): string[] => units.slice(start, units.length - end);
  const byLine = rest(a).length * rest(b).length > PAIRS;
  if (byLine) {
    [a, b] = [lines(expected), lines(actual)];
    [start, end] = common(a, b);
  }
  const least = byLine ? 0 : Math.max(rest(a).length, rest(b).length) / 2;
  const pieces: Piece[] = [];
  add(pieces, 'same', a.slice(0, start).join(''));
  pieces.push(...middle(rest(a), rest(b), least));
  add(pieces, 'same', a.slice(a.length - end).join(''));
  return pieces;
}

/** A stretch of one side of the comparison; a `gap` is where the other side has something. */
export interface Stretch {
  readonly text: string;
  readonly mark: 'none' | 'missing' | 'extra' | 'gap';
}

/** The pieces as one side shows them. */
export function side(pieces: readonly Piece[], which: 'expected' | 'actual'): readonly Stretch[] {
  return pieces.flatMap<Stretch>((piece, index) => {
    if (piece.kind === 'same') return [{ text: piece.text, mark: 'none' }];
    if (which === 'expected') return piece.kind === 'missing' ? [{ text: piece.text, mark: 'missing' }] : [];
    if (piece.kind === 'extra') return [{ text: piece.text, mark: 'extra' }];
    const replaced = pieces[index + 1]?.kind === 'extra' || pieces[index - 1]?.kind === 'extra';
    return replaced ? [] : [{ text: '', mark: 'gap' }];
  });
}
