/** The difference between two values, character by character; line by line where that would be too much to look at. */
import { characters } from '../format';

export interface Piece {
  readonly kind: 'same' | 'missing' | 'extra';
  readonly text: string;
}

/** Above this many pairs of characters lines are compared, above this many pairs of lines nothing is. */
const PAIRS = 500_000;
/** How much of a text must be the same for single characters to be marked. */
const ENOUGH = 0.5;

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function tooMany(a: readonly string[], b: readonly string[]): boolean {
  return a.length * b.length > PAIRS;
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

/** Whether the two differ in their blanks alone, which are then all that is marked. */
function sameWithoutBlanks(left: string, right: string): boolean {
  return left.replace(/\s/g, '') === right.replace(/\s/g, '');
}

/** Pieces of the part where the two differ; what has little in common is one difference, not a salad of letters. */
function middle(a: readonly string[], b: readonly string[], share: number): readonly Piece[] {
  const [missing, extra] = [a.join(''), b.join('')];
  const whole: Piece[] = [];
  add(whole, 'missing', missing);
  add(whole, 'extra', extra);
  if (tooMany(a, b) || whole.length < 2) return whole;
  const pieces = aligned(a, b);
  const alike = sameLength(pieces) >= share * Math.max(missing.length, extra.length);
  return alike || sameWithoutBlanks(missing, extra) ? pieces : whole;
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

/** What of `a` is missing in `b`, and what of `b` is extra. */
function compare(a: readonly string[], b: readonly string[], share: number): readonly Piece[] {
  const [start, end] = common(a, b);
  const pieces: Piece[] = [];
  add(pieces, 'same', a.slice(0, start).join(''));
  pieces.push(...middle(a.slice(start, a.length - end), b.slice(start, b.length - end), share));
  add(pieces, 'same', a.slice(a.length - end).join(''));
  return pieces;
}

/** What of `expected` is missing and what of `actual` is extra, in reading order. */
export function diff(expected: string, actual: string): readonly Piece[] {
  const [a, b] = [characters(expected), characters(actual)];
  const [start, end] = common(a, b);
  const long = tooMany(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return long ? compare(lines(expected), lines(actual), 0) : compare(a, b, ENOUGH);
}

const TOKEN = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\w.]+|[\s\S]/gu;

/** The same for printed collections: whole items come and go, and inside an item that changed its characters do. */
export function diffItems(expected: string, actual: string): readonly Piece[] {
  const pieces = compare(expected.match(TOKEN) ?? [], actual.match(TOKEN) ?? [], 0);
  return pieces.flatMap((piece, index) => {
    const [before, after] = [pieces[index - 1], pieces[index + 1]];
    if (piece.kind === 'missing' && after?.kind === 'extra') return diff(piece.text, after.text);
    return piece.kind === 'extra' && before?.kind === 'missing' ? [] : [piece];
  });
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
