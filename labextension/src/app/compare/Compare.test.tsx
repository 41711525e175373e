import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { BUG, HISTOGRAM } from '../fixtures/course';
import { attempts } from '../fixtures/verdicts';
import { untranslated as t } from '../types';
import { Compare } from './Compare';
import { endsOf } from './ends';

const items = attempts();
const fourth = items.find(({ attempt }) => attempt === 4) ?? items[0];

function comparing(code = BUG): void {
  const ends = endsOf(t, HISTOGRAM, items, code);
  if (fourth !== undefined) render(<Compare ends={ends} from={fourth.id} t={t} />);
}

function choose(label: string, attempt: number): void {
  const value = items.find((one) => one.attempt === attempt)?.id;
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

const changed = (): string[] =>
  [...document.querySelectorAll('.pp-compare :is(del, ins)')].map((mark) => mark.textContent.trim());
const tests = (): string | undefined => document.querySelector('.pp-changes')?.textContent;

describe('comparing an attempt', () => {
  it('begins with what is in the editor, and says which lines, words and tests changed', () => {
    comparing();
    expect(screen.getByText('1 line differs')).toBeTruthy();
    expect([changed(), tests()]).toEqual([['9', 'width', '- 1'], 'Test 5 passes now']);
  });

  it('lets both ends be chosen', () => {
    comparing();
    choose('Compare from', 5);
    choose('Compare to', 4);
    expect([changed(), tests()]).toEqual([['width', '- 1', '9'], 'Test 5 passes no more']);
    choose('Compare to', 5);
    expect(screen.getByText('The code is the same')).toBeTruthy();
  });

  it('tells nothing of tests for code that was never graded', () => {
    comparing('pass\n');
    expect(tests()).toBeUndefined();
    expect(screen.queryByText('Each test has the same result.')).toBeNull();
  });
});
