import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { ASSIGNMENTS } from './fixtures/course';
import { show } from './fixtures/render';
import { state, STATES, type StateName } from './fixtures/states';

const NAMES = Object.keys(STATES) as StateName[];
/** Those that are built of the same parts as another one teach axe nothing. */
const ALIKE: ReadonlySet<StateName> = new Set<StateName>([
  'passed-again',
  'edited',
  'hidden',
  'syntax',
  'memory',
  'closed',
  'ran',
  'restored',
  'queued',
  'submitting',
  'last',
  'dues',
  'closing',
]);
const DISTINCT = NAMES.filter((name) => !ALIKE.has(name));
const filled = (): string[] =>
  [...document.querySelectorAll('.pp-fill:not([aria-disabled="true"])')].map((button) => button.textContent.trim());
const spoken = (): string => document.querySelector('.pp-app > [aria-live="polite"]')?.textContent ?? '';

describe('the app in every state', () => {
  it.each(NAMES)('has at most one filled button: %s', (name) => {
    show(STATES[name]());
    expect(filled().length).toBeLessThanOrEqual(1);
  });

  it.each(DISTINCT)('has nothing for axe to complain about: %s', { timeout: 20_000 }, async (name) => {
    const { container } = show(STATES[name]());
    // Colours and sizes need a browser that lays out; structure does not.
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)).toEqual([]);
  });

  it.each([
    ['idle', 'Submit'],
    ['failed', 'Submit'],
    ['passed', 'Next'],
    ['loaderror', 'Retry'],
    ['courses', 'Submit'],
  ] as const)('offers the next step in %s: %s', (name, word) => {
    show(STATES[name]());
    expect(filled()).toEqual([expect.stringContaining(word) as string]);
  });

  it('is submitting where a solved assignment is being worked on again and fails', () => {
    const failed = STATES.failed();
    show({ ...failed, assignments: failed.assignments.map((one) => ({ ...one, status: 'solved' })) });
    expect(filled()).toEqual([expect.stringContaining('Submit again') as string]);
  });

  it('leaves no way to nowhere where there is one assignment', () => {
    show(STATES.only());
    expect(screen.queryByRole('button', { name: /Next assignment|Previous assignment/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Assignment \d+ of/ })).toBeNull();
  });
});

describe('the course', () => {
  it('is named and can be changed where there are several', async () => {
    const { actions } = show(STATES.courses());
    const picker = screen.getByRole('combobox', { name: 'Course' });
    expect((picker as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('Python basics');
    await userEvent.selectOptions(picker, 'Algorithms');
    expect(actions.calls).toEqual([['choose', 'algorithms']]);
  });

  it('is no question where there is one', () => {
    show(STATES.idle());
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('is where a withdrawn assignment is named, and what was submitted is not lost', () => {
    show(STATES.withdrawn());
    expect(screen.getByText(/Your instructor has withdrawn/).textContent).toBe(
      'Your instructor has withdrawn Palindromes. What you submitted there is kept.',
    );
  });

  it('is where the last one was withdrawn, and says so in place of an empty course', () => {
    show(STATES['all-withdrawn']());
    expect(screen.getByText(/Your instructor has withdrawn/).textContent).toBe(
      'Your instructor has withdrawn Palindromes. What you submitted there is kept. This page updates by itself as soon as there is an assignment again.',
    );
    expect(screen.queryByText(/nothing has been published/)).toBeNull();
  });

  it.each(['stale-page', 'misconfigured', 'loaderror'] as const)('has the sign that its connection has: %s', (name) => {
    show(STATES[name]());
    const [screenful, badge] = ['.pp-full', '.pp-connection'].map((one) =>
      document.querySelector(`${one} .pp-icon path`),
    );
    expect(screenful?.getAttribute('d')).toBe(badge?.getAttribute('d'));
  });

  it('is not blamed for an assignment that is not there, and nothing is tried again', () => {
    show(STATES.misspelt());
    expect(screen.getByRole('heading', { name: "There is no assignment 'serch'." })).toBeTruthy();
    expect(screen.getByText("Did you mean 'search', Sequential search?")).toBeTruthy();
    expect(screen.getByText('Algorithms has: tree.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });
});

it('names the place of an assignment among all, on the button that shows them', () => {
  show(STATES.failed());
  const button = screen.getByRole('button', { name: 'Assignment 7 of 24' });
  expect([button.getAttribute('aria-haspopup'), button.title]).toEqual(['dialog', 'All assignments Alt 0']);
  expect([...button.querySelectorAll('span')].map((one) => one.textContent)).toEqual(['Assignment 7 of 24', '7 of 24']);
});

it('tells one page too many in a sentence, with a way to try again', async () => {
  const { actions } = show(STATES['too-many']());
  expect(screen.getByText('You have too many pages open.').parentElement?.textContent).toBe(
    'You have too many pages open. Results come a little later here. Close some pages.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Reconnect now' }));
  expect(actions.calls).toEqual([['reconnect']]);
});

describe('a course that could not be loaded', () => {
  it.each([
    ['loaderror', 'Retry', 'retry'],
    ['stale-page', 'Reload', 'reload'],
    ['refused', 'Reload', 'reload'],
  ] as const)('offers the one thing that may mend it: %s', async (name, button, call) => {
    const { actions } = show(STATES[name]());
    await userEvent.click(screen.getByRole('button', { name: button }));
    expect(screen.queryAllByRole('button', { name: /^(Retry|Reload)$/ })).toHaveLength(1);
    expect(actions.calls).toEqual([[call]]);
  });
});

describe('what a screen reader hears', () => {
  it.each([
    ['idle', ''],
    ['running', 'Running'],
    ['offline', 'Waiting for the connection'],
    [
      'failed',
      'Not solved yet. Test 3 got its answer from this line. The returned text is 1 character too short. 1 space is missing at position 19.',
    ],
    ['passed', 'Solved. All 9 tests pass. 100 points added: 7 of 24 assignments solved. Next is 8, Word lengths.'],
    ['same', 'Same code as attempt 4.'],
    ['hidden', 'Not solved yet. Test 8: Try a value of 0.'],
    ['fault', 'The grader had a problem.'],
  ] as const)('of %s is one sentence', (name, sentence) => {
    show(STATES[name]());
    expect(spoken()).toContain(sentence);
    if (sentence === '') expect(spoken()).toBe('');
  });

  it('does not change with every single test', () => {
    const running = STATES.running();
    const app = show(running);
    const before = spoken();
    const activity = running.activities[running.currentId ?? ''];
    if (activity?.kind !== 'running') throw new Error('the fixture changed');
    const tests = activity.tests.map((status, index) => (index < 4 ? ('passed' as const) : status));
    app.show({ ...running, activities: { [running.currentId ?? '']: { ...activity, tests } } });
    expect(screen.getByRole('heading', { name: 'Running test 5 of 9' })).toBeTruthy();
    expect(spoken()).toBe(before);
  });
});

describe('moving on', () => {
  it('shows the next assignment at once, from the top of its handout', async () => {
    const app = show(STATES.failed());
    await userEvent.click(screen.getByRole('tab', { name: /Submissions/ }));
    app.show({ ...STATES.failed(), currentId: ASSIGNMENTS[7]?.id ?? '' });
    expect(screen.getByRole('heading', { name: '8. Word lengths' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Tests' })).toBeTruthy();
  });

  it('says why there is no way on at the ends', () => {
    show(state({ state: { currentId: ASSIGNMENTS[0]?.id ?? '' } }));
    expect(screen.getByRole('button', { name: 'Previous assignment' }).title).toBe('This is the first assignment');
  });
});
