import { describe, expect, it } from 'vitest';
import { HISTOGRAM } from '../fixtures/course';
import { verdict } from '../fixtures/verdicts';
import { printedParts, type Printed } from './printed';
import { shownTests } from './tests';

function parts(stdout: string, printed: readonly (string | null)[], stdin: string | null = null): readonly Printed[] {
  const changes = Object.fromEntries(printed.map((text, index) => [index + 1, { stdout: text }]));
  const one = verdict('passed', 'ooo', changes, { stdout });
  return printedParts(one, shownTests({ kind: 'ran', code: '', stdin, verdict: one, at: 0 }, HISTOGRAM));
}

describe('what a program printed', () => {
  it('is told by test, loading first', () => {
    expect(parts('loaded\nmore?1\nmore?2', ['more?1', null, 'more?2'])).toEqual([
      { number: null, text: 'loaded\n' },
      { number: 1, text: 'more?1' },
      { number: 3, text: 'more?2' },
    ]);
  });

  it('is of the only test that printed', () => {
    expect(parts('2\n', ['', '2\n', null])).toEqual([{ number: 2, text: '2\n' }]);
  });

  it('is of loading where no test printed', () => {
    expect(parts('loaded\n', ['', '', ''])).toEqual([{ number: null, text: 'loaded\n' }]);
  });

  it.each([
    ['was cut', 'mo\n… (cut)', ['more?', 'more?']],
    ['was joined without line ends, by an older grader', 'more?more?', ['more?', 'more?']],
  ] as const)('is one text where it %s', (_, stdout, printed) => {
    expect(parts(stdout, printed)).toEqual([{ number: null, text: stdout }]);
  });

  it('is nothing, or that of a run on one’s own input, which is no test', () => {
    expect(parts('', ['', '', ''])).toEqual([]);
    expect(parts('more?', ['more?'], '3\n')).toEqual([{ number: null, text: 'more?\n' }]);
  });
});
