/** The sentence under a difference: its kind, how much, and where. It is the full text alternative of the marks. */
import { phrase, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { characters, diff, type Piece } from './diff';
import { items, literal, type Kind, type Literal } from './literal';

/** What a stretch is made of, if it is one of these alone; else nothing. */
type Sign = ' ' | '\n' | '\t' | '';
type Words = readonly [one: string, many: string];

const MISSING: Readonly<Record<Sign, Words>> = {
  ' ': ['%1 space is missing at position %2.', '%1 spaces are missing at position %2.'],
  '\n': ['%1 line break is missing at position %2.', '%1 line breaks are missing at position %2.'],
  '\t': ['%1 tab is missing at position %2.', '%1 tabs are missing at position %2.'],
  '': ['%1 character is missing at position %2: `%3`.', '%1 characters are missing at position %2: `%3`.'],
};
const EXTRA: Readonly<Record<Sign, Words>> = {
  ' ': ['%1 space too many at position %2.', '%1 spaces too many at position %2.'],
  '\n': ['%1 line break too many at position %2.', '%1 line breaks too many at position %2.'],
  '\t': ['%1 tab too many at position %2.', '%1 tabs too many at position %2.'],
  '': ['%1 character too many at position %2: `%3`.', '%1 characters too many at position %2: `%3`.'],
};
/** Longer stretches are shown by the marks alone. */
const QUOTED = 24;

function kindName(t: Translate, kind: Kind): string {
  const names: Readonly<Record<Kind, string>> = {
    text: t('text'),
    number: t('a number'),
    truth: t('True or False'),
    none: 'None',
    list: t('a list'),
    tuple: t('a tuple'),
    dictionary: t('a dictionary'),
    set: t('a set'),
    bytes: t('bytes'),
    other: t('another value'),
  };
  return names[kind];
}

function quoted(text: string): string {
  const all = characters(text);
  return all.length > QUOTED ? `${all.slice(0, QUOTED).join('')}…` : text;
}

/** The one sign a stretch is made of, if it is a space, a line end or a tab. */
function onlySign(text: string): Sign {
  const found = ([' ', '\n', '\t'] as const).find((sign) => characters(text).every((one) => one === sign));
  return found ?? '';
}

function oneSided(t: Translate, piece: Piece, position: number): Phrase {
  const words = (piece.kind === 'missing' ? MISSING : EXTRA)[onlySign(piece.text)];
  return phrase(t, words, characters(piece.text).length, position, quoted(piece.text));
}

function firstOf(t: Translate, pieces: readonly Piece[]): Phrase {
  const at = pieces.findIndex((piece) => piece.kind !== 'same');
  const before = pieces.slice(0, at).map((piece) => piece.text);
  const position = characters(before.join('')).length + 1;
  const [piece, following] = [pieces[at], pieces[at + 1]];
  if (piece === undefined) return [];
  if (following === undefined || following.kind === 'same') return oneSided(t, piece, position);
  const [missing, extra] = piece.kind === 'missing' ? [piece, following] : [following, piece];
  if (missing.text.toLowerCase() === extra.text.toLowerCase()) {
    return phrase(t, 'Capital and small letters differ at position %1.', position);
  }
  return phrase(
    t,
    'At position %1 `%2` was expected, yours has `%3`.',
    position,
    quoted(missing.text),
    quoted(extra.text),
  );
}

function texts(t: Translate, expected: string, actual: string): Phrase {
  const pieces = diff(expected, actual);
  const places = pieces.filter(
    (piece, index) => piece.kind !== 'same' && (pieces[index - 1]?.kind ?? 'same') === 'same',
  );
  const first = firstOf(t, pieces);
  if (places.length < 2) return first;
  return [...phrase(t, '%1 places differ. The first:', places.length), { text: ' ', as: 'plain' }, ...first];
}

function collections(t: Translate, expected: readonly string[], actual: readonly string[]): Phrase {
  const first = expected.findIndex((item, index) => item !== actual[index]);
  if (expected.length === actual.length) {
    if (first < 0) return [];
    return phrase(
      t,
      'Item %1 should be `%2`, yours is `%3`.',
      first + 1,
      quoted(expected[first] ?? ''),
      quoted(actual[first] ?? ''),
    );
  }
  const count: Words = ['%1 item was expected, yours has %2.', '%1 items were expected, yours has %2.'];
  return phrase(t, count, expected.length, actual.length);
}

function kinds(t: Translate, expected: Literal, actual: Literal): Phrase {
  if (actual.kind === 'none') return phrase(t, '`None` came back. Perhaps a `return` is missing.');
  const [wanted, got] = [kindName(t, expected.kind), kindName(t, actual.kind)];
  return phrase(t, 'The answer should be %1, yours is %2.', wanted, got);
}

/**
 * Says in one sentence how two values differ; empty where there is nothing to add to seeing them.
 *
 * `printed` tells values as Python prints them (`'a'`, `[1, 2]`) from the plain output of a program.
 */
export function difference(t: Translate, expected: string, actual: string, printed: boolean): Phrase {
  if (!printed) return texts(t, expected, actual);
  const [a, b] = [literal(expected), literal(actual)];
  if (a.kind !== b.kind) return a.kind === 'other' || b.kind === 'other' ? [] : kinds(t, a, b);
  if (a.kind === 'text') return texts(t, a.value, b.value);
  const [left, right] = [items(a), items(b)];
  return left !== null && right !== null ? collections(t, left, right) : [];
}

/** How much longer or shorter a returned text is; the sentence of the difference goes on behind the colon. */
export function lengthDifference(t: Translate, expected: string, actual: string): Phrase {
  const [a, b] = [literal(expected), literal(actual)];
  if (a.kind !== 'text' || b.kind !== 'text') return [];
  const more = characters(b.value).length - characters(a.value).length;
  if (more === 0) return [];
  const short: Words = [
    'The returned text is %1 character too short:',
    'The returned text is %1 characters too short:',
  ];
  const long: Words = ['The returned text is %1 character too long:', 'The returned text is %1 characters too long:'];
  return phrase(t, more < 0 ? short : long, Math.abs(more));
}
