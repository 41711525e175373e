import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { untranslated as t } from '../types';
import { Traceback } from './Traceback';

const CODE = 'def down(n):\n    return down(n - 1)\n\nprint(down(3))\n';
const frame = (line: number) => ({ line, code: CODE.split('\n')[line - 1] ?? '' });

const shown = (...lines: number[]) =>
  render(<Traceback frames={lines.map(frame)} code={CODE} t={t} />).container.textContent;

it('a line that called itself is shown once', () => {
  expect(shown(4, 2, 2, 2)).toBe(
    'Traceback, your code only (2 frames)line 4\n  print(down(3))\nline 2, in down (repeated)\n  return down(n - 1)\n',
  );
});

it('lines that call each other are all shown', () => {
  expect(shown(2, 4, 2, 4)).not.toContain('repeated');
});

it.each([[[2]], [[2, 2, 2]], [[]]])('where one line or none is left, there is nothing to show: %s', (lines) => {
  expect(shown(...lines)).toBe('');
});
