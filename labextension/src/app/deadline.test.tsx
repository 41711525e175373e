import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PracticeState } from '../state/model';
import { deadline, nextChange } from './deadline';
import { HISTOGRAM } from './fixtures/course';
import { show } from './fixtures/render';
import { STATES } from './fixtures/states';
import { untranslated as t } from './types';

/** Friday. */
const DUE = new Date(2030, 10, 29, 18, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const date = (year?: 'numeric'): string => {
  const at = new Date(DUE);
  return `Friday ${at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year })}`;
};

describe('a deadline in words', () => {
  it.each([
    [-40 * 24 * HOUR, `Due ${date()}, 18:00`],
    [-400 * 24 * HOUR, `Due ${date('numeric')}, 18:00`],
    [-24 * HOUR, 'Due tomorrow, 18:00'],
    [-HOUR - 1, 'Due today, 18:00'],
    [-HOUR, 'Closes in 60 minutes'],
    [-40 * MINUTE, 'Closes in 40 minutes'],
    [-39 * MINUTE - 1, 'Closes in 40 minutes'],
    [-MINUTE - 1, 'Closes in 2 minutes'],
    [-MINUTE, 'Closes in less than a minute'],
    [0, 'Closes in less than a minute'],
    [1, 'Closed today, 18:00: you can still run your code'],
    [24 * HOUR, 'Closed yesterday, 18:00: you can still run your code'],
    [3 * 24 * HOUR, `Closed ${date()}, 18:00: you can still run your code`],
  ])('%i ms away', (from, notice) => {
    expect(deadline(t, DUE, DUE + from).notice).toBe(notice);
  });

  it('changes just at the moments that are foretold', () => {
    let now = DUE - 3 * 24 * HOUR;
    while (now < DUE + 3 * 24 * HOUR) {
      const next = nextChange(DUE, now);
      expect(next).toBeGreaterThan(now);
      expect(deadline(t, DUE, next - 1).notice).toBe(deadline(t, DUE, now).notice);
      now = next;
    }
  });
});

describe('an assignment with a deadline', () => {
  const SAID = 'Closed today, 18:00: you can still run your code';
  const labelled = (word: string): HTMLElement =>
    [...document.querySelectorAll<HTMLElement>('.pp-actions button')].find((each) =>
      each.textContent.startsWith(word),
    ) as HTMLElement;
  const submit = (): HTMLElement => labelled('Submit');
  const due = (changes: Partial<PracticeState> = {}, base = STATES.edited()): PracticeState => ({
    ...base,
    assignments: base.assignments.map((each) =>
      each.id === HISTOGRAM.id ? { ...each, due_at: new Date(DUE).toISOString() } : each,
    ),
    ...changes,
  });
  beforeEach(() => void vi.useFakeTimers({ now: DUE - 41 * MINUTE }));
  afterEach(() => void vi.useRealTimers());

  it('says by itself how it comes nearer, and that it is over', () => {
    vi.setSystemTime(DUE - 3 * MINUTE);
    show(due());
    expect(screen.getAllByText('Closes in 3 minutes')).toHaveLength(2);
    act(() => void vi.advanceTimersByTime(MINUTE));
    expect(screen.getAllByText('Closes in 2 minutes')).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(1);
    for (let left = 2; left > 0; left -= 1) act(() => void vi.advanceTimersByTime(MINUTE));
    act(() => void vi.advanceTimersByTime(1));
    expect(screen.getAllByText(SAID)).toHaveLength(2);
  });

  it('looks again when the page is looked at again', () => {
    show(due());
    vi.setSystemTime(DUE - 10 * MINUTE);
    act(() => void fireEvent.focus(window));
    expect(screen.getAllByText('Closes in 10 minutes')).toHaveLength(2);
  });

  it('closed, says why it cannot be submitted, and is still run', () => {
    vi.setSystemTime(DUE + 1);
    const { actions } = show(due());
    expect(submit().getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(submit().getAttribute('aria-describedby') ?? '')?.textContent).toBe(SAID);
    fireEvent.click(submit());
    fireEvent.click(labelled('Run'));
    expect(actions.calls).toEqual([['run']]);
    expect(document.querySelector('.pp-fill')?.textContent).toContain('Next');
  });

  it('closed, lets code be submitted that was submitted before: it has its answer', () => {
    vi.setSystemTime(DUE + 1);
    const { actions } = show(due({}, STATES.failed()));
    expect(submit().getAttribute('aria-disabled')).toBeNull();
    fireEvent.click(submit());
    expect(actions.calls).toEqual([['submit']]);
  });

  it('closed, leaves the last word to the server for who asks by key', () => {
    vi.setSystemTime(DUE + 1);
    const { actions } = show(due());
    fireEvent.keyDown(screen.getByLabelText('Code editor, Python'), { key: 'Enter', ctrlKey: true, shiftKey: true });
    expect(actions.calls).toEqual([['submit']]);
  });

  it('goes by the clock of the server, whatever that of this machine says', () => {
    vi.setSystemTime(DUE + 5 * HOUR);
    const app = show(due({ clockAhead: -6 * HOUR }));
    expect(submit().getAttribute('aria-disabled')).toBeNull();
    expect(screen.getAllByText('Closes in 60 minutes')).toHaveLength(2);
    app.show(due({ clockAhead: 0 }));
    expect(submit().getAttribute('aria-disabled')).toBe('true');
  });

  it('does not press who has solved it', () => {
    show(due({}, STATES.passed()));
    expect(screen.getAllByText('Closes in 41 minutes')).toHaveLength(1);
  });
});
