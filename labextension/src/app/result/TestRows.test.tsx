import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { card, text } from '../fixtures/card';
import { show } from '../fixtures/render';
import { state, STATES } from '../fixtures/states';
import { FAILED, submission, verdict } from '../fixtures/verdicts';

describe('chips and rows', () => {
  it('are named by number and standing, hidden ones as such', () => {
    show(STATES.failed());
    expect(screen.getByRole('button', { name: 'Test 3: failed' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Hidden test 8: failed' })).toBeTruthy();
  });

  it('tell the name that the author gave a hidden test, and no other', () => {
    const named = verdict('failed', 'oooooxxoo', {
      6: { name: 'An empty list', message: null },
      7: { name: 'Hidden test 2', message: 'Try 0.' },
    });
    show(state({ activity: { kind: 'graded', submission: submission(5, named), gained: false, same: false } }));
    expect(text()).toContain('Test 6Hidden. An empty list');
    expect(text()).toContain('Test 7Hidden. Try 0.');
    expect(text()).not.toContain('Hidden test 2');
  });

  it('are one tab stop per group; arrows move inside it', async () => {
    show(STATES.failed());
    const first = screen.getByRole('button', { name: 'Test 1: passed' });
    const stops = [...card().querySelectorAll('.pp-chip')].filter((chip) => chip.getAttribute('tabindex') === '0');
    expect(stops).toHaveLength(2);
    act(() => first.focus());
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Test 3: failed' }));
  });

  it('open the first failed test, and any other whose chip is pressed', async () => {
    show(STATES.failed());
    expect(screen.getByRole('group', { name: 'Comparison for test 3' })).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Comparison for test 1' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Test 1: passed' }));
    expect(screen.getByRole('group', { name: 'Comparison for test 1' })).toBeTruthy();
  });

  it('of one result are closed again in the next', async () => {
    const app = show(STATES.failed());
    await userEvent.click(screen.getByRole('button', { name: 'Test 1: passed' }));
    app.show(state({ activity: { kind: 'graded', submission: submission(6, FAILED), gained: false, same: false } }));
    expect(screen.queryByRole('group', { name: 'Comparison for test 1' })).toBeNull();
  });

  it('do not call code the same that was changed since', () => {
    const same = STATES.same();
    const app = show(same);
    expect(card().textContent).toContain('Your code has not changed');
    const [id] = Object.keys(same.activities);
    app.show({ ...same, drafts: { [String(id)]: { code: 'changed', savedAt: 0, place: 'server' } } });
    expect(card().textContent).not.toContain('Your code has not changed');
    expect(card().textContent).toContain('For an earlier version of this code.');
  });

  it('call a test that printed too much by that name, everywhere', () => {
    show(STATES.output());
    expect(screen.getByRole('button', { name: 'Test 1: printed too much' }).className).toContain('pp-chip-warn');
    expect(text()).not.toContain('stopped by an error');
    expect(text()).not.toContain('makes it stop');
  });

  it('point to no line of a result that belongs to other code', () => {
    show(STATES.runtime());
    expect(screen.getByRole('button', { name: 'Go to line 3' })).toBeTruthy();
    document.body.replaceChildren();
    const shown = STATES.runtime();
    const [id] = Object.keys(shown.activities);
    show({ ...shown, drafts: { [String(id)]: { code: 'other', savedAt: 0, place: 'server' } } });
    expect(screen.queryByRole('button', { name: /^Go to line/ })).toBeNull();
  });

  it('show nothing of a hidden test but its hint', () => {
    show(STATES.failed());
    const row = card().querySelector('[data-pp-test="8"]');
    expect(row?.tagName).toBe('DIV');
    expect(row?.textContent).toBe('failedTest 8Hidden. Try a value of 0.');
  });

  it('fold away with the card and come back', async () => {
    show(STATES.failed());
    await userEvent.click(screen.getByRole('button', { name: 'Collapse result' }));
    expect(screen.queryByRole('button', { name: 'Test 3: failed' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Expand result' }));
    expect(screen.getByRole('button', { name: 'Test 3: failed' })).toBeTruthy();
  });
});
