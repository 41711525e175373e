import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Assignment, Progress } from '../client/contract';
import type { PracticeState } from '../state/model';
import { assignment } from '../testing/made';
import { changedFact, changedWords } from './changed';
import { outdatedWords } from './result/outdated';
import { HISTOGRAM } from './fixtures/course';
import { show } from './fixtures/render';
import { STATES } from './fixtures/states';
import { textOf } from './phrase';
import { untranslated as t } from './types';

const NOW = Date.parse('2030-03-14T12:00:00Z');
const AT = '2030-03-12T09:00:00Z';

/** The state after its assignment was changed. */
function changed(state: PracticeState, status: Progress = 'attempted', attempts = 5): PracticeState {
  const now = { revision: 2, changed_at: AT, status, attempts };
  return {
    ...state,
    assignments: state.assignments.map((one) => (one.id === HISTOGRAM.id ? { ...one, ...now } : one)),
  };
}

const words = (over: Partial<Assignment>): string =>
  textOf(changedWords(t, assignment({ changed_at: AT, ...over }), NOW));

describe('words of a change', () => {
  it.each([
    ['untouched', 'This assignment changed on Mar 12. The handout or the tests are new. Your code is kept.'],
    ['attempted', 'Results from before are those of an earlier version.'],
    ['solved', 'It stays solved.'],
  ] as const)('say what it means for an assignment that is %s', (status, expected) => {
    expect(words({ status })).toContain(expected);
  });

  it('say the day within a sentence, and nothing of one that is not known', () => {
    expect(words({ changed_at: '2030-03-14T10:00:00Z' })).toContain('changed today.');
    expect(words({ changed_at: null })).toContain('This assignment has changed.');
  });

  it('name a result of an earlier version as such, without taking a solve away', () => {
    expect(outdatedWords(t, assignment({ status: 'solved' }))).toContain('stays solved');
    expect(outdatedWords(t, assignment({ status: 'attempted' }))).toContain('Submit again');
  });

  it('are a fact of the handout only where something was done before', () => {
    expect(changedFact(t, assignment({ changed_at: AT, attempts: 1 }), NOW)).toBe('Changed Mar 12');
    expect(changedFact(t, assignment({ changed_at: AT }), NOW)).toBeNull();
    expect(changedFact(t, assignment({ attempts: 1 }), NOW)).toBeNull();
  });
});

describe('after an assignment changed', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('the banner says when, and the handout keeps saying so', () => {
    const { banners, ...rest } = changed(STATES.idle());
    show({ ...rest, banners: { ...banners, [HISTOGRAM.id]: { kind: 'changed' } } });
    expect(screen.getByText('This assignment changed on Mar 12.')).toBeTruthy();
    expect(screen.getByText('Changed Mar 12')).toBeTruthy();
  });

  it('an earlier result stays to be read and is marked, and so are the attempts', async () => {
    show(changed(STATES.failed()));
    expect(document.querySelector('.pp-result')?.textContent).toContain('For an earlier version of this assignment.');
    await userEvent.setup({ delay: null }).click(screen.getByRole('tab', { name: /Submissions/ }));
    const rows = [...document.querySelectorAll('.pp-attempt-when')].map((row) => row.textContent);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => row.endsWith('earlier version'))).toBe(true);
  });

  it('a solve is still one', () => {
    show(changed(STATES.passed(), 'solved'));
    const card = document.querySelector('.pp-result')?.textContent;
    expect(card).toContain('Solved');
    expect(card).toContain('It stays solved.');
  });

  it('a result of this version is not marked', () => {
    show(STATES.failed());
    expect(document.body.textContent).not.toContain('earlier version');
  });
});
