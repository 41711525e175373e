import { describe, expect, it } from 'vitest';
import { input, literal, output } from './literal';

describe('a printed value', () => {
  it('that is text is read with its quotes and escapes', () => {
    expect(literal('"it\'s"')).toEqual({ kind: 'text', quote: '"', value: "it's" });
    expect(literal("'a\\\\n\\n\\tb'").value).toBe('a\\n\n\tb');
    expect(literal("'\\x00\\r'").value).toBe('\\x00\\r');
  });

  it.each([
    ["'a' 'b'", 'other'],
    ["'a", 'other'],
    ['3.5', 'other'],
    ['TypeError is raised', 'other'],
    ['[1, (2, 3)]', '['],
    ['(1+2j)', '('],
    ["{'a': [1]}", '{'],
    ['[1, 2, ... (cut)', 'other'],
  ])('%s is %s', (printed, kind) => {
    expect(literal(printed)).toEqual({ kind, quote: '', value: printed });
  });

  it('keeps its quotes where a program wrote it, and loses what the comparison forgives', () => {
    expect(output("'9'\n")).toEqual({ kind: 'text', quote: '', value: "'9'" });
    expect(output('a  \n\n b\t\n').value).toBe('a\n\n b');
    expect(input('3\n').value).toBe('3\n');
  });
});
