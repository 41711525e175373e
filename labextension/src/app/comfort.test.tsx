import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Activity } from '../state/model';
import { show } from './fixtures/render';
import { state, STATES } from './fixtures/states';
import { PASSED, submission } from './fixtures/verdicts';
import { preferencesIn, USUAL } from './preferences';
import { MOMENT } from './useOnward';

afterEach(() => void vi.useRealTimers());

describe('preferences', () => {
  it('take what is of the right kind, and leave the rest as usual', () => {
    const stored = { fontSize: 18, fontFamily: 7, tabIndents: false, autoNext: 'yes', else: 1 };
    expect(preferencesIn(stored)).toEqual({ ...USUAL, fontSize: 18, tabIndents: false });
  });

  it.each([
    [0, 0],
    [-3, 0],
    [Number.NaN, 0],
    [2, 8],
    [500, 40],
  ])('make letters of %d px ones of %d px', (stored, kept) => {
    expect(preferencesIn({ fontSize: stored }).fontSize).toBe(kept);
  });
});

describe('going on after a solve', () => {
  const GOING = /^Going on to/;
  const solved = submission(1, PASSED);
  const gained: Activity = { kind: 'graded', submission: solved, gained: true, same: false };
  const watch = (autoNext: boolean) => {
    vi.useFakeTimers();
    const app = show(STATES.running(), { preferences: { ...USUAL, autoNext } });
    app.show(state({ activity: gained }));
    return { ...app, opened: () => app.actions.calls.filter(([name]) => name === 'open') };
  };
  const wait = (): void => act(() => void vi.advanceTimersByTime(MOMENT));

  it('opens the next assignment after a moment', () => {
    const { opened } = watch(true);
    expect(screen.getByText(GOING)).toBeTruthy();
    wait();
    expect(opened()).toHaveLength(1);
  });

  it('does not happen unless it is wished', () => {
    const { opened } = watch(false);
    wait();
    expect([screen.queryByText(GOING), opened()]).toEqual([null, []]);
  });

  it('can be stopped, and is then not begun again', () => {
    const { opened } = watch(true);
    fireEvent.click(screen.getByRole('button', { name: 'Stay here' }));
    wait();
    expect([screen.queryByText(GOING), opened()]).toEqual([null, []]);
  });

  it('is stopped by writing on', () => {
    const { opened, ...app } = watch(true);
    app.show(state({ activity: gained, code: 'x = 1\n' }));
    wait();
    expect(opened()).toEqual([]);
  });

  it('does not follow a solve that one comes back to', () => {
    vi.useFakeTimers();
    show(state({ activity: gained }), { preferences: { ...USUAL, autoNext: true } });
    expect(screen.queryByText(GOING)).toBeNull();
  });
});

describe('the menu', () => {
  const open = async () => {
    const run = vi.fn<(which: number) => void>();
    show(STATES.idle(), {
      menu: [
        { label: 'One', isEnabled: () => true, run: () => run(1) },
        { label: 'None', isEnabled: () => false, run: () => run(0) },
        { label: 'Two', isEnabled: () => true, run: () => run(2) },
      ],
    });
    const button = screen.getByRole('button', { name: 'More' });
    await userEvent.click(button);
    return { run, button };
  };

  it('is not there where the host offers nothing', () => {
    show(STATES.idle());
    expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
  });

  it('is used by keys: arrows go round, Enter chooses, and the focus comes back', async () => {
    const { run, button } = await open();
    expect(document.activeElement?.textContent).toBe('One');
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(run.mock.calls).toEqual([[2]]);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('leaves out what the page cannot do', async () => {
    await open();
    expect(screen.getAllByRole('menuitem').map((each) => each.textContent)).toEqual(['One', 'Two']);
  });

  it('is closed by Escape and by going elsewhere', async () => {
    const { button } = await open();
    await userEvent.keyboard('{Escape}');
    expect([screen.queryByRole('menu'), document.activeElement]).toEqual([null, button]);
    await userEvent.click(button);
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
