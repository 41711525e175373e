import { fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { PracticeState } from '../../state/model';
import { ASSIGNMENTS } from '../fixtures/course';
import { show } from '../fixtures/render';
import { STATES } from '../fixtures/states';

// By attributes: to look through the whole app by role takes jsdom long.
const dialog = (): HTMLElement | null => document.querySelector('[role="dialog"]');
const inside = () => within(dialog() as HTMLElement);
const button = (): HTMLElement => screen.getByLabelText('Assignment 7 of 24');
const list = (): HTMLElement => document.querySelector('[role="listbox"]') as HTMLElement;
const filter = (): HTMLInputElement => screen.getByLabelText('Filter assignments');
const options = (within: ParentNode = list()): HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>('[role="option"]'),
];
const current = (): HTMLElement[] => options().filter((option) => option.getAttribute('aria-current') === 'true');
const active = (): string | undefined =>
  document.getElementById(list().getAttribute('aria-activedescendant') ?? '')?.dataset['assignment'];
const idOf = (number: number): string | undefined => ASSIGNMENTS[number - 1]?.id;
const press = (...keys: string[]): void => {
  for (const key of keys) fireEvent.keyDown(document.activeElement as Element, { key });
};

function opened(state: PracticeState = STATES.failed()): ReturnType<typeof show> {
  const app = show(state);
  fireEvent.click(button());
  return app;
}

describe('the drawer', () => {
  it('is opened by its button and by Alt 0, with the focus in the list', () => {
    show(STATES.failed());
    expect(button().getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(screen.getByLabelText('Code editor, Python'), { key: '0', altKey: true });
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement).toBe(list());
    fireEvent.keyDown(list(), { key: '0', altKey: true });
    expect(dialog()).toBeNull();
    fireEvent.click(button());
    expect(dialog()?.getAttribute('aria-modal')).toBe('true');
  });

  it('shows topics with how much of them is solved, and each assignment with its state in words', () => {
    opened();
    expect(inside().getByText('6 of 24 solved')).toBeTruthy();
    const strings = screen.getByLabelText('Strings, 3 of 5 solved');
    const words = options(strings).map((option) => option.textContent);
    expect(words).toEqual([
      '4Count vowelsSolved, 100',
      '5PalindromesSolved, 100',
      '6Caesar cipherSolved, 100',
      '7Text histogram5 attempts',
      '8Word lengthsUntouched',
    ]);
  });

  it('marks the assignment that is open, and begins there', () => {
    opened();
    expect(current().map((option) => option.dataset['assignment'])).toEqual([idOf(7)]);
    expect(active()).toBe(idOf(7));
  });

  it('is left by Escape, its cross and the place beside it, and the focus goes back to its button', () => {
    const { container, actions } = opened();
    const ways = [
      () => press('Escape'),
      () => fireEvent.click(inside().getByLabelText('Close')),
      () => fireEvent.click(container.querySelector('.pp-scrim') as HTMLElement),
    ];
    for (const way of ways) {
      if (dialog() === null) fireEvent.click(button());
      way();
      expect(dialog()).toBeNull();
      expect(document.activeElement).toBe(button());
    }
    expect(actions.calls).toEqual([]);
  });

  it('moves with the arrows over the borders of topics, and opens with Enter', () => {
    const { actions } = opened();
    press('ArrowDown', 'ArrowDown');
    expect(active()).toBe(idOf(9));
    press('ArrowUp');
    expect(active()).toBe(idOf(8));
    press('End', 'ArrowDown');
    expect(active()).toBe(idOf(24));
    press('Home', 'Enter');
    expect(actions.calls).toEqual([['open', idOf(1)]]);
    expect(dialog()).toBeNull();
    expect(document.activeElement).toBe(button());
  });

  it('opens what is clicked', () => {
    const { actions } = opened();
    fireEvent.click(screen.getByText('Word lengths'));
    expect(actions.calls).toEqual([['open', idOf(8)]]);
  });

  it('takes typing for the filter, whose first match Enter opens', async () => {
    const { actions } = opened();
    await userEvent.keyboard('ma');
    expect(document.activeElement).toBe(filter());
    expect(filter().value).toBe('ma');
    expect(options()).toHaveLength(1);
    expect(inside().getByRole('status').textContent).toBe('1 assignment');
    press('Enter');
    expect(actions.calls).toEqual([['open', idOf(11)]]);
  });

  it('goes from the filter into the list with the arrows', () => {
    opened();
    filter().focus();
    fireEvent.change(filter(), { target: { value: 'lists' } });
    press('ArrowDown');
    expect(document.activeElement).toBe(list());
    expect(active()).toBe(idOf(10));
  });

  it('combines filter and status', () => {
    opened();
    fireEvent.click(inside().getByText('Solved'));
    expect(options()).toHaveLength(6);
    expect(inside().getByText('Solved').getAttribute('aria-pressed')).toBe('true');
    fireEvent.change(filter(), { target: { value: 'strings' } });
    expect(options()).toHaveLength(3);
  });

  it('says when nothing is found, and lets the filter be cleared', () => {
    opened();
    fireEvent.change(filter(), { target: { value: 'zebra' } });
    expect(screen.queryByText('Word lengths')).toBeNull();
    expect(inside().getByText(/No assignment matches "zebra"\./)).toBeTruthy();
    fireEvent.click(screen.getByText('Clear filter'));
    expect(options()).toHaveLength(24);
    expect(document.activeElement).toBe(filter());
  });

  it('keeps Tab inside', () => {
    opened();
    fireEvent.keyDown(list(), { key: 'Tab' });
    expect(document.activeElement).toBe(inside().getByLabelText('Close'));
    fireEvent.keyDown(inside().getByLabelText('Close'), { key: 'Tab', shiftKey: true });
    expect(document.activeElement).toBe(list());
    filter().focus();
    expect(fireEvent.keyDown(filter(), { key: 'Tab' })).toBe(true);
  });

  it('keeps the keys of the app and of its host to itself', () => {
    const { actions } = opened();
    fireEvent.keyDown(list(), { key: 'Enter', ctrlKey: true });
    fireEvent.keyDown(list(), { key: 'PageDown', altKey: true });
    expect(actions.calls).toEqual([]);
    expect(list().closest('[data-lm-suppress-shortcuts]')).toBeTruthy();
  });

  it('says when assignments close that are not solved', () => {
    opened(STATES.closing());
    expect(current()[0]?.textContent).toContain('Closes in 40 minutes');
    expect(options()[4]?.textContent).toBe('5PalindromesSolved, 100');
  });

  it('follows a verdict that comes while it is open', () => {
    const app = opened();
    app.show(STATES.passed());
    expect(inside().getByText('7 of 24 solved')).toBeTruthy();
    expect(current()[0]?.textContent).toContain('Solved, 100');
    expect(screen.getByLabelText('Strings, 4 of 5 solved')).toBeTruthy();
  });

  it('has nothing for axe to complain about', { timeout: 20_000 }, async () => {
    opened(STATES.dues());
    const found = await axe.run(dialog() as HTMLElement, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)).toEqual([]);
  });

  it('is not there where one assignment is shown alone', () => {
    const { container } = show(STATES.only(), { host: 'cell' });
    fireEvent.keyDown(container.querySelector('.pp-app') as HTMLElement, { key: '0', altKey: true });
    expect(dialog()).toBeNull();
    expect(screen.queryByLabelText(/^Assignment \d+ of/)).toBeNull();
  });
});
