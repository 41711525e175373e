import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, diffItems, side } from './diff';

const joined = (pieces: ReturnType<typeof diff>, leftOut: string): string =>
  pieces.flatMap((piece) => (piece.kind === leftOut ? [] : [piece.text])).join('');

describe('diff', () => {
  it('finds the one space that is missing', () => {
    expect(diff('#####     |', '#####    |')).toEqual([
      { kind: 'same', text: '#####    ' },
      { kind: 'missing', text: ' ' },
      { kind: 'same', text: '|' },
    ]);
  });

  it('counts an emoji as one character and never splits it', () => {
    expect(diff('a🙂', 'a🙃')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'missing', text: '🙂' },
      { kind: 'extra', text: '🙃' },
    ]);
  });

  it('does not make a salad of values that have little in common', () => {
    expect(diff('the quick brown fox', 'jackdaws love my sphinx')).toHaveLength(2 + 1);
  });

  it('marks blanks alone where only blanks differ, however many there are', () => {
    const marked = diff('3 2 1 Go!', '321Go!').filter((piece) => piece.kind !== 'same');
    expect(marked).toEqual(Array.from({ length: 3 }, () => ({ kind: 'missing', text: ' ' })));
  });

  it('rebuilds both sides from its pieces, whatever they are', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') }));
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const pieces = diff(expected, actual);
        expect(joined(pieces, 'extra')).toBe(expected);
        expect(joined(pieces, 'missing')).toBe(actual);
      }),
    );
  });

  it('lets whole items of a collection come and go', () => {
    expect(diffItems("['a', 'b', 'c']", "['a', 'c']").filter((piece) => piece.kind !== 'same')).toEqual([
      { kind: 'missing', text: "'b', " },
    ]);
    expect(diffItems('[10, 2]', '[100, 2]').filter((piece) => piece.kind !== 'same')).toEqual([
      { kind: 'extra', text: '0' },
    ]);
  });

  it('finds the character that differs inside an item', () => {
    expect(diffItems("['ab cd', 1]", "['ab  cd', 1]").filter((piece) => piece.kind !== 'same')).toEqual([
      { kind: 'extra', text: ' ' },
    ]);
  });

  it('rebuilds both sides of collections too, well formed or not', () => {
    const text = fc.string({ unit: fc.constantFrom('a', "'", '"', ',', ' ', '[', '1', '\\', '🙂') });
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const pieces = diffItems(expected, actual);
        expect(joined(pieces, 'extra')).toBe(expected);
        expect(joined(pieces, 'missing')).toBe(actual);
      }),
    );
  });

  it('compares long texts line by line and still rebuilds them', () => {
    const lines = Array.from({ length: 600 }, (_, index) => `line ${index}\n`);
    const expected = lines.join('');
    const actual = lines.filter((_, index) => index !== 10 && index !== 500).join('');
    const pieces = diff(expected, actual);
    expect(pieces.filter((piece) => piece.kind === 'missing').map((piece) => piece.text)).toEqual([
      'line 10\n',
      'line 500\n',
    ]);
    expect(joined(pieces, 'missing')).toBe(actual);
  });

  it('shows a gap where a side has nothing, and none where it has something else', () => {
    expect(side(diff('ab', 'a'), 'actual')).toEqual([
      { text: 'a', mark: 'none' },
      { text: '', mark: 'gap' },
    ]);
    expect(side(diff('ab', 'ac'), 'actual').some((stretch) => stretch.mark === 'gap')).toBe(false);
  });
});
