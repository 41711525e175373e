import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compared, differing, folded, type Line } from './lines';

const said = (lines: readonly Line[]): string[] =>
  lines.map(({ kind, number, stretches }) => {
    const text = stretches.map((one) => (one.changed ? `[${one.text}]` : one.text)).join('');
    return `${{ same: ' ', gone: '-', new: '+' }[kind]}${number} ${text}`;
  });
const textOf = (lines: readonly Line[], without: Line['kind']): string =>
  lines
    .filter(({ kind }) => kind !== without)
    .map(({ stretches }) => stretches.map(({ text }) => text).join(''))
    .join('\n');

describe('two codes', () => {
  it('differ by lines, and inside a line by words', () => {
    const lines = compared('a = 1\nb = a + 9\n', 'a = 1\nb = a + width\n');
    expect(said(lines)).toEqual([' 1 a = 1', '-2 b = a + [9]', '+2 b = a + [width]']);
    expect(differing(lines)).toBe(1);
  });

  it('have no words marked in lines that have little in common', () => {
    expect(said(compared('return x\n', 'while True: pass\n'))).toEqual(['-1 return x', '+1 while True: pass']);
  });

  it('do not differ in line ends', () => {
    expect(differing(compared('a\r\nb', 'a\nb\n'))).toBe(0);
  });

  it('fold what is the same far from a change', () => {
    const code = Array.from({ length: 20 }, (_, at) => `x${at} = ${at}`);
    const shown = folded(compared(code.join('\n'), [...code.slice(0, 10), 'x10 = 0', ...code.slice(11)].join('\n')));
    expect(shown.map((line) => (line.kind === 'fold' ? line.lines : line.number))).toEqual([
      8, 9, 10, 11, 11, 12, 13, 7,
    ]);
  });

  it('can be put together again from the lines', () => {
    const code = fc.array(fc.constantFrom('', 'a = 1', '    b', 'c + d', 'ü 😀'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(code, code, (before, after) => {
        const [a, b] = [`${before.join('\n')}x`, `${after.join('\n')}y`];
        const lines = compared(a, b);
        expect([textOf(lines, 'new'), textOf(lines, 'gone')]).toEqual([a, b]);
      }),
    );
  });
});
