import { fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import type { Check, Finding } from '../../client/author';
import type { CheckState } from '../../state/checking';
import { untranslated } from '../types';
import { CheckReport, type CheckReportProps } from './CheckReport';

const ENTRY = { slug: 'search', title: 'Search', tests: 3, hidden: 1, points: 3 };

function finding(over: Partial<Finding>): Finding {
  return {
    severity: 'error',
    message: 'is wrong',
    source: '01.ipynb',
    slug: 'search',
    cell: null,
    line: null,
    ...over,
  };
}

function over(state: Check['state'], findings: readonly Finding[], rest: Partial<Check> = {}): CheckState {
  const report = state === 'stopped' ? null : { assignments: state === 'accepted' ? [ENTRY] : [], findings };
  const check = { check_id: 'c', state, done: 9, total: 9, report, message: null, assignment_id: null, ...rest };
  return { kind: 'over', check };
}

function show(state: CheckState, props: Partial<CheckReportProps> = {}): CheckReportProps & { container: HTMLElement } {
  const given = {
    state,
    purpose: 'check' as const,
    notebook: '01.ipynb',
    isAssignment: true,
    stale: false,
    t: untranslated,
    onGo: vi.fn(),
    onCheck: vi.fn(),
    onPreview: vi.fn(),
    ...props,
  };
  const { container } = render(<CheckReport {...given} />);
  return { ...given, container };
}

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });
const isFilled = (name: string): boolean => button(name).classList.contains('pp-fill');

it('while it runs the report says how far it is, and nothing can be pressed twice', () => {
  const { onCheck } = show({ kind: 'running', done: 4, total: 11 });
  expect(screen.getByRole('heading', { name: 'Checking…' })).toBeTruthy();
  const bar = screen.getByRole('progressbar');
  expect(bar.getAttribute('aria-valuenow')).toBe('4');
  expect(bar.getAttribute('aria-valuemax')).toBe('11');
  expect(screen.getByText('4 of 11 runs')).toBeTruthy();
  fireEvent.click(button('Check again'));
  expect(onCheck).not.toHaveBeenCalled();
});

it('before a grader has begun that is what is said', () => {
  show({ kind: 'running', done: 0, total: 0 });
  expect(screen.getByText('Waiting for a grader…')).toBeTruthy();
});

it('faults come before notes, each in the order of the notebook, and lead to their cells', () => {
  const later = finding({ cell: 5, message: 'the wrong solution passes' });
  const first = finding({ cell: 3, line: 2, message: 'expected **4**, actual `6`' });
  const whole = finding({ message: 'has no title' });
  const note = finding({ severity: 'warning', cell: 2, message: 'looks odd' });
  const { onGo } = show(over('refused', [note, whole, later, first]));
  expect(screen.getByRole('heading', { name: '3 things to mend' })).toBeTruthy();
  const errors = within(screen.getByRole('region', { name: 'To mend' })).getAllByRole('listitem');
  expect(errors.map((item) => item.textContent)).toEqual([
    'Cell 3, line 2 expected **4**, actual `6`',
    'Cell 5 the wrong solution passes',
    'Notebook has no title',
  ]);
  const notes = within(screen.getByRole('region', { name: 'Worth a look' })).getAllByRole('listitem');
  expect(notes.map((item) => item.textContent)).toEqual(['Cell 2 looks odd']);
  fireEvent.click(button(/Cell 3, line 2/));
  expect(onGo).toHaveBeenCalledWith(first);
  expect(screen.queryByRole('button', { name: /has no title/ })).toBeNull();
  expect(isFilled('Check again')).toBe(true);
});

it('what is wrong in another file says in which, and leads nowhere', () => {
  show(over('refused', [finding({ source: 'course.toml', cell: 3, message: 'is not TOML' })]));
  expect(screen.getByText('course.toml')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /is not TOML/ })).toBeNull();
});

it('an assignment in order says what it has, and the next step is its preview', () => {
  const { onPreview } = show(over('accepted', []));
  expect(screen.getByRole('heading', { name: 'In order' })).toBeTruthy();
  expect(screen.getByText('3 tests, 1 hidden, 3 points')).toBeTruthy();
  expect(screen.getByText(/The solution passes every test/)).toBeTruthy();
  expect(isFilled('Preview as student')).toBe(true);
  fireEvent.click(button('Preview as student'));
  expect(onPreview).toHaveBeenCalled();
});

it('notes on an assignment that passes refuse nothing', () => {
  show(over('accepted', [finding({ severity: 'warning', message: 'has no solution' })]));
  expect(screen.getByRole('heading', { name: 'In order, with 1 note' })).toBeTruthy();
  expect(screen.queryByText(/The solution passes every test/)).toBeNull();
});

it('a notebook that was edited since says so, and asks to be checked again', () => {
  show(over('accepted', []), { stale: true });
  expect(screen.getByText('The notebook was edited since this check.')).toBeTruthy();
  expect(isFilled('Check again')).toBe(true);
});

it.each([
  [over('stopped', [], { message: 'It was interrupted. Start it again.' }), 'It was interrupted. Start it again.'],
  [{ kind: 'failed', code: 'offline', message: null } as const, 'The server cannot be reached.'],
  [
    { kind: 'failed', code: 'forbidden', message: 'Only instructors check.', status: 403 } as const,
    'Only instructors check.',
  ],
])('a check that did not finish says why and can be begun again', (state, words) => {
  const { onCheck } = show(state);
  expect(screen.getByRole('heading', { name: 'The check did not finish' })).toBeTruthy();
  expect(screen.getByText(words)).toBeTruthy();
  fireEvent.click(button('Check again'));
  expect(onCheck).toHaveBeenCalled();
});

it('what cannot be previewed is told as such', () => {
  show(over('refused', [finding({ cell: 1 })]), { purpose: 'preview' });
  expect(screen.getByText('The assignment cannot be previewed as it is.')).toBeTruthy();
});

it('a notebook that is no assignment is told what would make it one', () => {
  const { onCheck } = show({ kind: 'sending' }, { isAssignment: false });
  expect(screen.getByRole('heading', { name: 'This notebook is not an assignment yet' })).toBeTruthy();
  expect(screen.getByText('#| hidden tests')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Preview as student' })).toBeNull();
  fireEvent.click(button('Check again'));
  expect(onCheck).toHaveBeenCalled();
});

it('no state of the report breaks a rule of accessibility that can be checked', async () => {
  const states: [CheckState, Partial<CheckReportProps>][] = [
    [{ kind: 'running', done: 1, total: 3 }, {}],
    [over('refused', [finding({ cell: 1 }), finding({ severity: 'warning' })]), { stale: true }],
    [{ kind: 'sending' }, { isAssignment: false }],
  ];
  for (const [state, props] of states) {
    const { container } = show(state, props);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
    container.remove();
  }
});
