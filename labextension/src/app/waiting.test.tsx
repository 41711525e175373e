import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from './fixtures/render';
import { STATES } from './fixtures/states';
import { SAID_MS } from './useWaiting';

const notice = (): string => document.querySelector('.pp-bar-notice')?.textContent ?? '';
const spoken = (): string => document.querySelector('.pp-app > [aria-live="polite"]')?.textContent ?? '';

describe('while an attempt is under way', () => {
  it.each(['submitting', 'queued', 'running'] as const)(
    'Run and Submit stay named but do nothing: %s',
    async (name) => {
      const { actions } = show(STATES[name]());
      const buttons = screen.getAllByRole('button').filter((button) => button.closest('.pp-actions'));
      const off = buttons.filter((button) => button.getAttribute('aria-disabled') === 'true');
      expect(off).toHaveLength(2);
      for (const button of off) await userEvent.click(button);
      fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter', ctrlKey: true });
      expect(actions.calls).toEqual([]);
    },
  );
});

describe('a key that is pressed while something is under way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const press = (shiftKey: boolean): void =>
    void fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter', ctrlKey: true, shiftKey });

  it('submits in place of a run', () => {
    const { actions } = show(STATES['run-running']());
    press(true);
    expect(actions.calls).toEqual([['submit']]);
    expect(screen.getByRole('button', { name: /^Submit/ }).title).toBe('Submit now, in place of the run');
  });

  it.each([
    ['run', 'run-running', 'One moment: the run goes on.'],
    ['run', 'running', 'One moment: this is still being graded.'],
    ['submit', 'submitting', 'One moment: this is still being graded.'],
  ] as const)('is told to wait, where it has to: %s, %s', (command, name, words) => {
    const { actions } = show(STATES[name]());
    press(command === 'submit');
    expect(actions.calls).toEqual([]);
    expect(notice()).toBe(words);
    expect(spoken()).toContain(words);
    act(() => void vi.advanceTimersByTime(SAID_MS));
    expect(notice()).toBe('');
  });

  it('is not told so any more once it need not wait', () => {
    const app = show(STATES.running());
    press(false);
    app.show(STATES.failed());
    app.show(STATES.running());
    expect(notice()).toBe('');
  });
});

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is not mentioned until the wait has lasted', () => {
    show(STATES.queued());
    expect(screen.getByRole('heading', { name: 'Submitting…' })).toBeTruthy();
    act(() => void vi.advanceTimersByTime(300));
    expect(screen.getByRole('heading', { name: 'Queued, position 3' })).toBeTruthy();
  });
});
