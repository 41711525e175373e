import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from './fixtures/render';
import { state, STATES } from './fixtures/states';
import { ASSIGNMENTS, HISTOGRAM } from './fixtures/course';

const program = {
  ...HISTOGRAM,
  visible_tests: [{ name: 'three', points: 1, kind: 'stdin', stdin: '3\n', stdout: '9\n' }],
};
const other = ASSIGNMENTS.find((one) => one.id !== HISTOGRAM.id)?.id ?? '';

const unfold = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'Your own input' }));
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Your own input' });

describe('one’s own input', () => {
  it('unfolds beside Run, and runs the program on what was written', async () => {
    const { actions } = show(STATES.idle());
    await unfold();
    await userEvent.type(field(), '3{Enter}4');
    await userEvent.click(screen.getByRole('button', { name: 'Run on this input' }));
    expect(actions.calls).toEqual([['runOn', '3\n4']]);
    await unfold();
    expect(screen.queryByRole('textbox', { name: 'Your own input' })).toBeNull();
  });

  it('runs by the key of Run, too', async () => {
    const { actions } = show(STATES.idle());
    await unfold();
    await userEvent.type(field(), '5');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(actions.calls).toEqual([['runOn', '5']]);
  });

  it('suggests what the first test of a program types', async () => {
    show(state({ state: { assignments: [program] } }));
    await unfold();
    expect(field().value).toBe('3\n');
  });

  it('is kept for each assignment', async () => {
    const app = show(STATES.idle());
    await unfold();
    await userEvent.type(field(), '7');
    app.show({ ...STATES.idle(), currentId: other });
    expect(field().value).toBe('');
    app.show(STATES.idle());
    expect(field().value).toBe('7');
  });

  it('waits while something else is under way', async () => {
    const { actions } = show(STATES.running());
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
