import { describe, expect, it } from 'vitest';
import { textOf } from '../phrase';
import { untranslated as t } from '../types';
import { difference, lengthDifference } from './difference';
import { items, literal } from './literal';

const say = (expected: string, actual: string): string => textOf(difference(t, expected, actual, true));

describe('the sentence under a difference', () => {
  it.each([
    ["'apples  |#####     |'", "'apples  |#####    |'", '1 space is missing at position 19.'],
    ["'a\\nb\\n'", "'a\\nb'", '1 line break is missing at position 4.'],
    ["'ab'", "'a  b'", '2 spaces too many at position 2.'],
    ["'hello'", "'helo'", '1 character is missing at position 4: l.'],
    ["'Hello'", "'hello'", 'Capital and small letters differ at position 1.'],
    ["'cat'", "'cut'", 'At position 2 a was expected, yours has u.'],
    ["'a b c'", "'a, b, c'", '2 places differ. The first: 1 character too many at position 2: ,.'],
    ["'5'", '5', 'The answer should be text, yours is a number.'],
    ['[1, 2]', '(1, 2)', 'The answer should be a list, yours is a tuple.'],
    ["'a'", 'None', 'None came back. Perhaps a return is missing.'],
    ['[1, 2, 3]', '[1, 2]', '3 items were expected, yours has 2.'],
    ['[1, 2, 3]', '[1, 9, 3]', 'Item 2 should be 2, yours is 9.'],
    ["{'a': 1}", "{'a': 2}", "Item 1 should be 'a': 1, yours is 'a': 2."],
    ['5', '6', ''],
    ['<Stack>', '[1]', ''],
  ])('of %s and %s', (expected, actual, sentence) => {
    expect(say(expected, actual)).toBe(sentence);
  });

  it('takes the output of a program as it is, quotes and all', () => {
    expect(textOf(difference(t, "'hello'\n", 'hello\n', false))).toContain('2 places differ.');
  });

  it('tells by how much a returned text is too long or too short', () => {
    expect(textOf(lengthDifference(t, "'abc'", "'ab'"))).toBe('The returned text is 1 character too short:');
    expect(textOf(lengthDifference(t, "'a'", "'abc'"))).toBe('The returned text is 2 characters too long:');
    expect(lengthDifference(t, "'a'", "'b'")).toEqual([]);
    expect(lengthDifference(t, '[1]', '[1, 2]')).toEqual([]);
  });
});

describe('literals', () => {
  it('read text with its escapes', () => {
    expect(literal('"it\'s"')).toEqual({ kind: 'text', quote: '"', value: "it's" });
    expect(literal("'a\\\\n\\n'").value).toBe('a\\n\n');
  });

  it.each([
    ['3.5', 'number'],
    ['-1e-09', 'number'],
    ['(1+2j)', 'tuple'],
    ['True', 'truth'],
    ['{}', 'dictionary'],
    ["{'a': [1]}", 'dictionary'],
    ["{'a:b'}", 'set'],
    ['set()', 'set'],
    ["b'x'", 'bytes'],
    ["'a' 'b'", 'other'],
  ])('tell the kind of %s', (printed, kind) => {
    expect(literal(printed).kind).toBe(kind);
  });

  it('split items outside of quotes and brackets', () => {
    expect(items(literal("[1, 'a, b', [2, 3], (4,)]"))).toEqual(['1', "'a, b'", '[2, 3]', '(4,)']);
    expect(items(literal('[]'))).toEqual([]);
    expect(items(literal('(1,)'))).toEqual(['1']);
    expect(items(literal('5'))).toBeNull();
  });
});
