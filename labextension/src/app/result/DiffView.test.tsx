import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { said } from '../phrase';
import { untranslated as t } from '../types';
import { DiffView, type Comparison } from './DiffView';

const usual: Comparison = {
  number: 3,
  call: 'bar("apples", 5, 10)',
  stdin: null,
  source: null,
  expected: "'a  b'",
  actual: "'a b'",
  printed: true,
  words: [],
};
const show = (changes: Partial<Comparison>): HTMLElement =>
  render(<DiffView comparison={{ ...usual, ...changes }} t={t} />).container;
const row = (container: HTMLElement, label: string): Element | undefined =>
  [...container.querySelectorAll('.pp-diff-row')].find((one) => one.firstElementChild?.textContent === label);

describe('a comparison', () => {
  it('boxes what is missing in Expected and leaves a gap in Yours', () => {
    const container = show({});
    expect(row(container, 'Expected')?.querySelector('.pp-missing')?.textContent).toBe('missing: ·');
    expect(row(container, 'Yours')?.querySelectorAll('.pp-gap')).toHaveLength(1);
    expect(row(container, 'Yours')?.querySelector('.pp-extra')).toBeNull();
  });

  it('underlines what is too much in Yours', () => {
    const container = show({ expected: "'ab'", actual: "'a\\tb'" });
    expect(row(container, 'Yours')?.querySelector('.pp-extra')?.textContent).toBe('extra: →\t');
  });

  it('makes spaces, tabs and line ends visible', () => {
    const container = show({ expected: "'a b\\n\\tc'", actual: null });
    expect(row(container, 'Expected')?.textContent).toBe("Expected'a·b⏎\n→\tc'");
  });

  it('shows both texts in the quotes of the teacher, which are no difference', () => {
    const container = show({ expected: '"sweater"', actual: "'sweter'" });
    expect(row(container, 'Yours')?.textContent).toBe('Yours"sweter"');
    expect(container.querySelector('.pp-diff-legend')).toBeNull();
  });

  it('leaves spaces alone in values that are no text', () => {
    const container = show({ expected: '[1, 2]', actual: '[1, 3]' });
    expect(row(container, 'Expected')?.textContent).toContain('[1, ');
    expect(container.querySelector('.pp-diff-legend')).toBeNull();
  });

  it.each([
    ["'5'", '5'],
    ['[1, 2]', '(1, 2)'],
    ['20', '19'],
    ['TypeError is raised', 'ValueError is raised'],
  ])('marks nothing between %s and %s, which speak for themselves', (expected, actual) => {
    const container = show({ expected, actual });
    expect(container.querySelector('.pp-missing, .pp-extra, .pp-gap')).toBeNull();
  });

  it('says below what the examiner found, its code set off, and nothing of it as markup', () => {
    const container = show({ words: said('Use `return` instead of <b>print</b>.') });
    const say = container.querySelector('.pp-diff-say');
    expect(say?.textContent).toBe('Use return instead of <b>print</b>.');
    expect(say?.querySelector('code')?.textContent).toBe('return');
  });

  it('folds a long value around its first difference until all of it is asked for', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const expected = `'${lines.join('\\n')}'`;
    const container = show({ expected, actual: expected.replace('line 12', 'line twelve') });
    const shown = (): string => row(container, 'Expected')?.textContent ?? '';
    expect(shown()).toContain('line·9');
    expect(shown()).not.toContain('line·8⏎');
    await userEvent.click(screen.getAllByRole('button', { name: 'Show all 20 lines' })[0] as HTMLElement);
    expect(shown()).toContain("'line·0⏎");
  });

  it('shows what a program reads and writes without quotes', () => {
    const container = show({ call: null, stdin: '3\n', expected: '9\n', actual: '8\n', printed: false });
    expect(row(container, 'Input')?.textContent).toBe('Input3⏎\n');
    expect(row(container, 'Yours')?.textContent).toContain('8');
  });

  it('does not mark what the comparison of outputs forgives', () => {
    const container = show({ call: null, expected: 'Hello, Ada!', actual: 'Hello, Ada! \n', printed: false });
    expect(container.querySelector('.pp-missing, .pp-extra, .pp-gap')).toBeNull();
  });
});
