import { describe, expect, it } from 'vitest';
import { functionAround, loopAround } from './around';

const CODE = `def outer(items):
    while items:
        first = items[0]
        if first:
            print(first)

    return [x for x in items]
total = 1`;

describe('what surrounds a line', () => {
  it('is the loop a line is in, or is', () => {
    expect(loopAround(CODE, 5)).toEqual({ line: 2, kind: 'while' });
    expect(loopAround(CODE, 2)).toEqual({ line: 2, kind: 'while' });
    expect(loopAround('for n in range(3): print(n)', 1)).toEqual({ line: 1, kind: 'for' });
    expect(loopAround(CODE, 7)).toBeNull();
  });

  it('is the function, over blank lines and blocks', () => {
    expect(functionAround(CODE, 5)).toBe('outer');
    expect(functionAround(CODE, 7)).toBe('outer');
    expect(functionAround(CODE, 8)).toBeNull();
  });

  it('does not take a loop around a function for the loop of its lines', () => {
    const code = 'for i in range(3):\n    def f():\n        return 1\n';
    expect(loopAround(code, 3)).toBeNull();
  });

  it('survives a line that is not there', () => {
    expect(loopAround(CODE, 99)).toBeNull();
    expect(functionAround('', 1)).toBeNull();
  });
});
