import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from './fixtures/render';
import type { PracticeState } from '../state/model';
import { STATES } from './fixtures/states';
import { ASSIGNMENTS, HISTOGRAM } from './fixtures/course';

const other = ASSIGNMENTS.find((one) => one.id !== HISTOGRAM.id)?.id ?? '';
/** The course with a starter in place of the histogram's. */
const started = (starter_code: string): PracticeState => ({
  ...STATES.idle(),
  assignments: ASSIGNMENTS.map((one) => (one.id === HISTOGRAM.id ? { ...one, starter_code } : one)),
});

const NAME = 'Your own input';
const unfold = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: NAME }));
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: NAME });
const rewrite = async (text: string): Promise<void> => {
  await userEvent.clear(field());
  await userEvent.type(field(), text);
};

describe('one’s own input', () => {
  it('unfolds beside Run, and runs the program on what was written', async () => {
    const { actions } = show(STATES.reading());
    await unfold();
    await rewrite('3{Enter}4');
    await userEvent.click(screen.getByRole('button', { name: 'Run on this input' }));
    expect(actions.calls).toEqual([['runOn', '3\n4']]);
    await unfold();
    expect(screen.queryByRole('textbox', { name: NAME })).toBeNull();
  });

  it('takes what is typed as soon as it is unfolded, in the place of what it suggests', async () => {
    show(STATES.reading());
    await unfold();
    await userEvent.keyboard('5');
    expect(field().value).toBe('5');
  });

  it('leaves the focus where it is when it comes back with its assignment', async () => {
    const app = show(STATES.reading());
    await unfold();
    app.show({ ...STATES.reading(), currentId: other });
    screen.getByRole('button', { name: /^Submit/ }).focus();
    app.show(STATES.reading());
    expect(field()).not.toBe(document.activeElement);
  });

  it('runs by the key of Run, too', async () => {
    const { actions } = show(STATES.reading());
    await unfold();
    await rewrite('5');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(actions.calls).toEqual([['runOn', '5']]);
  });

  it('suggests what the first test of a program types', async () => {
    show(STATES.reading());
    await unfold();
    expect(field().value).toBe('3\n');
  });

  it('is kept for each assignment', async () => {
    const app = show(STATES.reading());
    await unfold();
    await rewrite('7');
    app.show({ ...STATES.reading(), currentId: other });
    expect(screen.queryByRole('textbox', { name: NAME })).toBeNull();
    app.show(STATES.reading());
    expect(field().value).toBe('7');
  });

  it.each([
    ['a function', STATES.idle(), false],
    ['a program with tests that type', STATES.reading(), true],
    ['a starter that reads', started('name = input("Name? ")\n'), true],
    ['a starter that reads line by line', started('import sys\nfor line in sys.stdin:\n    ...\n'), true],
    ['a starter that only speaks of it', started('# no input() here\ndef f(): ...\n'), false],
  ])('is offered for what reads, %s', (_, shown, offered) => {
    show(shown);
    expect(screen.queryByRole('button', { name: NAME }) !== null).toBe(offered);
  });

  it.each([
    ['reads-nothing', 'Your code does not read it: there is no input() in it.'],
    ['reading', 'What your program reads, line by line. Never counted.'],
  ] as const)('says what becomes of it: %s', async (name, words) => {
    show(STATES[name]());
    await unfold();
    const described = document.getElementById(field().getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe(words);
  });

  it('waits while something else is under way', async () => {
    const { actions } = show({ ...STATES.running(), assignments: STATES.reading().assignments });
    await unfold();
    await userEvent.click(screen.getByRole('button', { name: 'Run on this input' }));
    expect(actions.calls).toEqual([]);
  });
});

describe('the result of a run on it', () => {
  const card = (): string => document.querySelector('.pp-result')?.textContent ?? '';

  it('is the output, without a count of tests', () => {
    show(STATES['ran-on-input']());
    expect(screen.getByRole('heading', { name: 'Your program ran on your input' })).toBeTruthy();
    expect(card()).toContain('How many? 3\n1\n4\n9');
    expect(document.querySelector('.pp-chip')).toBeNull();
    expect(card()).not.toContain('Test');
  });

  it('is the error with its line, and what was printed before', () => {
    show(STATES['stopped-on-input']());
    expect(screen.getByRole('heading', { name: 'Stopped by an error' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go to line 3' })).toBeTruthy();
    expect(card()).toContain('How many? 0');
    expect(document.querySelector('.pp-lens')?.textContent).toContain('ZeroDivisionError.');
  });

  it('is the limit, and the loop that went on', () => {
    show(STATES['endless-on-input']());
    expect(screen.getByRole('heading', { name: 'Took longer than 2 s' })).toBeTruthy();
    expect(card()).toContain('Your code may run for 2 s. Check that the loop on line 13');
    expect(card()).not.toContain('printed nothing');
  });
});
