import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from './fixtures/render';
import { state, STATES } from './fixtures/states';
import { attempts } from './fixtures/verdicts';
import { ScoreBadge } from './ScoreBadge';
import { Splitter } from './Splitter';
import { untranslated as t } from './types';

describe('the list of attempts', () => {
  const open = (): Promise<void> => userEvent.click(screen.getByRole('tab', { name: /Submissions/ }));

  it('names every outcome, newest first', async () => {
    show(STATES.failed());
    await open();
    const words = [...document.querySelectorAll('.pp-attempt-word')].map((word) => word.textContent);
    expect(words).toEqual([
      'Attempt 5: Not solved',
      'Attempt 4: Not solved',
      'Attempt 3: Time limit, test 4',
      'Attempt 2: ZeroDivisionError, line 3',
      'Attempt 1: Grader fault, not counted',
    ]);
  });

  it('opens an attempt with its code, its small print and a way into the editor', async () => {
    const { actions } = show(STATES.failed());
    await open();
    await userEvent.click(screen.getByRole('button', { name: /^Attempt 4/ }));
    expect(screen.getByRole('group', { name: 'Code of attempt 4' }).textContent).toContain('def histogram(counts):');
    expect(screen.getByText('The code of attempt 4, to be read. Your draft is in the editor.')).toBeTruthy();
    expect(screen.getByText(/Graded on this computer without isolation/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Restore into editor' }));
    await userEvent.click(screen.getByRole('button', { name: 'Show result' }));
    expect(actions.calls).toEqual([
      ['restore', 4],
      ['show', 4],
    ]);
  });

  it('is asked for when it is first seen, not before', async () => {
    const { actions } = show(state({ state: { attempts: {} } }));
    expect(actions.calls).toEqual([]);
    await open();
    expect(actions.calls).toEqual([['moreAttempts']]);
  });

  it('says so when it is empty, and offers more when there is more', async () => {
    const app = show(state({ items: [] }));
    await open();
    expect(screen.getByText('Nothing submitted yet. Each attempt will be listed here with its code.')).toBeTruthy();
    const full = state();
    app.show({ ...full, attempts: { [full.currentId ?? '']: { items: attempts(), next: 'older', loaded: true } } });
    await userEvent.click(screen.getByRole('button', { name: 'Show older attempts' }));
    expect(app.actions.calls).toEqual([['moreAttempts']]);
  });
});

describe('the handout', () => {
  it('begins at its top when another assignment is shown, and stays where it was read meanwhile', () => {
    const first = state();
    const app = show(first);
    const panel = screen.getByRole('tabpanel', { name: 'Handout' });
    panel.scrollTop = 300;
    app.show({ ...first });
    expect(panel.scrollTop).toBe(300);
    app.show({ ...first, currentId: first.assignments.find(({ id }) => id !== first.currentId)?.id ?? '' });
    expect(panel.scrollTop).toBe(0);
  });
});

describe('banners', () => {
  it.each([
    ['draft', 'Start from template', 'reset'],
    ['draft', 'Keep draft', 'dismissBanner'],
    ['restored', 'Undo', 'undo'],
    ['resumed', 'Start from template', 'reset'],
    ['resumed', 'Dismiss', 'dismissBanner'],
    ['elsewhere', 'Keep draft', 'dismissBanner'],
    ['chosen', 'Undo', 'undo'],
    ['offline', 'Reconnect now', 'reconnect'],
  ] as const)('%s offers "%s"', async (name, word, call) => {
    const { actions } = show(STATES[name]());
    await userEvent.click(screen.getByRole('button', { name: word }));
    expect(actions.calls).toEqual([[call]]);
  });

  it.each(['conflict', 'conflict-tab'] as const)(
    '%s lets the other draft win only when it is asked to',
    async (name) => {
      const { actions } = show(STATES[name]());
      await userEvent.click(screen.getByRole('button', { name: 'Keep this one' }));
      await userEvent.click(screen.getByRole('button', { name: 'Use that draft' }));
      expect(actions.calls).toEqual([['dismissBanner'], ['undo']]);
    },
  );

  it.each([
    [{ kind: 'restored', attempt: 4 }, 'Attempt 4 is in the editor. Your draft from 10:42 is kept.'],
    [{ kind: 'reset' }, 'The template is in the editor. Your draft from 10:42 is kept.'],
  ] as const)('%o says from when the draft is that was put aside', (why, words) => {
    const savedAt = new Date(2030, 0, 1, 10, 42).getTime();
    show(state({ banner: { ...why, other: { code: '', savedAt } } }));
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('leave the focus in the editor when they go, so that the keys go on working', async () => {
    const app = show(state({ banner: { kind: 'reset', other: { code: '', savedAt: null } } }));
    screen.getByRole('button', { name: 'Undo' }).focus();
    app.show(state());
    await waitFor(() => expect(document.activeElement?.className).toContain('cm-content'));
  });

  it('take no focus from elsewhere when they go', async () => {
    const app = show(state({ banner: { kind: 'reset', other: { code: '', savedAt: null } } }));
    screen.getByRole('button', { name: 'Undo' }).focus();
    screen.getByRole('tab', { name: /Submissions/ }).focus();
    app.show(state());
    await act(() => Promise.resolve());
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: /Submissions/ }));
  });

  describe('with time', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('the good news goes by itself after four seconds', () => {
      const { actions } = show(state({ banner: { kind: 'back-online' } }));
      act(() => void vi.advanceTimersByTime(3999));
      expect(actions.calls).toEqual([]);
      act(() => void vi.advanceTimersByTime(1));
      expect(actions.calls).toEqual([['dismissBanner']]);
    });
  });
});

describe('a splitter', () => {
  const press = (key: string, value = 41): number[] => {
    const moved: number[] = [];
    render(
      <Splitter
        orientation="vertical"
        label="Resize"
        value={value}
        min={25}
        max={65}
        usual={41}
        onMove={(to) => moved.push(to)}
      />,
    );
    fireEvent.keyDown(screen.getByRole('separator'), { key });
    return moved;
  };

  it.each([
    ['ArrowLeft', 41, [39]],
    ['ArrowRight', 41, [43]],
    ['ArrowRight', 64, [65]],
    ['ArrowLeft', 25, [25]],
    ['Home', 60, [41]],
    ['a', 41, []],
  ])('%s at %i', (key, value, moved) => {
    expect(press(key, value)).toEqual(moved);
  });
});

describe('the score', () => {
  it('is named at once, while the number counts up', () => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    const badge = (score: number) => <ScoreBadge score={score} total={2400} gained={false} t={t} />;
    const { rerender, container } = render(badge(600));
    rerender(badge(700));
    expect(screen.getByRole('img', { name: '700 of 2400 points' })).toBeTruthy();
    expect(container.querySelector('b')?.textContent).toBe('600');
    vi.unstubAllGlobals();
  });

  it('does not move for those who asked for less motion', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    const badge = (score: number) => <ScoreBadge score={score} total={2400} gained={false} t={t} />;
    const { rerender, container } = render(badge(600));
    rerender(badge(700));
    expect(container.querySelector('b')?.textContent).toBe('700');
    vi.unstubAllGlobals();
  });
});
