import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { card, text } from '../fixtures/card';
import { show } from '../fixtures/render';
import { state, STATES } from '../fixtures/states';
import { FAILED, submission, verdict } from '../fixtures/verdicts';

describe('the words of the card', () => {
  it.each([
    ['idle', 'Tests', ['Run checks these 5. Submit also checks 4 hidden tests.']],
    ['submitting', 'Submitting…', ['Sending 15 lines']],
    ['running', 'Running test 3 of 9', ['You can keep editing.']],
    [
      'passed',
      'Solved',
      ['+100 points', 'All 9 tests pass. 100 points added: 7 of 24 assignments solved. Next is 8, Word lengths.'],
    ],
    ['passed-again', 'Solved', ['All 9 tests pass. You already have these 100 points.']],
    [
      'failed',
      'Not solved yet',
      ['Attempt 5 at 10:42, took 0.4 s', '1 space is missing at position 19.', 'Hidden. Try a value of 0.'],
    ],
    [
      'hidden',
      'Not solved yet',
      ['Every visible test passes. 2 hidden tests ask for something the examples do not show.'],
    ],
    [
      'runtime',
      'Stopped by an error in test 4',
      [
        'ZeroDivisionError: integer division or modulo by zero',
        'Go to line 3',
        'Traceback, your code only (2 frames)',
        'line 14, in histogram',
        'line 3, in bar',
      ],
    ],
    [
      'syntax',
      'Stopped by an error before the first test',
      ["SyntaxError: expected ':'", 'Tests 1 to 9 were not run.'],
    ],
    [
      'timeout',
      'Test 4 took longer than 2 s',
      [
        'Time limit: test 4 was stopped after 2 s',
        'Test 4 may run for 2 s. Tests 1 to 3 finished in 0.1 s, so this one probably never ends.',
        'Check that the loop on line 13 changes something that makes it stop.',
        'Tests 5 to 9 were not run.',
        'stopped at the limit',
      ],
    ],
    ['memory', 'Test 4 used too much memory', ['A test may use 256 MB.']],
    [
      'fault',
      'The grader had a problem',
      ['This was not your fault, and it does not count.', 'Grade again now', 'Copy report code F-3F7A5C21'],
    ],
    [
      'same',
      'Same code as attempt 4',
      ['Result from 10:31 shown', 'so the result is the same. Nothing was graded twice.'],
    ],
    ['ran', 'All 5 visible tests pass', ['Run at 10:44, not an attempt', 'Submit to check the 4 hidden tests too.']],
    ['ran-failed', '2 of 5 visible tests fail', ['Program output (2 lines)', 'n is 5']],
    [
      'ran-printed',
      'All 5 visible tests pass',
      ['Program output (5 lines)ready Test 1How many? 1 Test 2How many? 2 More?Test 4How many? 4'],
    ],
    ['closed', 'This assignment is closed', ['The deadline for this assignment has passed.']],
    [
      'offline',
      'Waiting for the connection',
      ['Last update 10:42:07', 'Your submission is safe. Its result appears here when the connection is back.'],
    ],
    [
      'ungraded',
      'Practice is not set up completely',
      [
        'You can keep editing.',
        'Your submission is safe, and is graded as soon as staff have mended this: Run graders where the kernel gives B.',
      ],
    ],
    [
      'output',
      'Test 1 printed too much',
      [
        'Printed too much: test 1 was stopped',
        'A test may print 512 kB. Check how often the loop on line 3 goes round, and what it prints.',
        'Go to line 3',
      ],
    ],
    ['unreadable', 'Stopped by an error before the first test', ['Tests 1 to 9 were not run.']],
    ['edited', 'Not solved yet', ['For an earlier version of this code.']],
  ] as const)('in %s', (name, heading, sentences) => {
    show(STATES[name]());
    expect(within(card()).getByRole('heading').textContent).toBe(heading);
    for (const sentence of sentences) expect(text()).toContain(sentence);
  });

  it('of the last open assignment say so', () => {
    const solved = STATES.passed();
    show({ ...solved, assignments: solved.assignments.map((one) => ({ ...one, status: 'solved' })) });
    expect(text()).toContain('That was the last open assignment. All 24 are solved.');
  });

  it.each(['ran', 'ran-failed', 'run-running'] as const)('leave the hidden ones out of a run: %s', (name) => {
    show(STATES[name]());
    expect(screen.queryByRole('list', { name: 'Hidden tests' })).toBeNull();
    expect(document.querySelectorAll('.pp-chip')).toHaveLength(5);
  });

  it('are counted while a run is under way, as while a submission is', () => {
    show(STATES['run-running']());
    expect(screen.getByRole('heading', { name: 'Running test 2 of 5' })).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuemax')).toBe('5');
  });

  it('do not speak of hidden tests where there are none', () => {
    const idle = STATES.idle();
    show({ ...idle, assignments: idle.assignments.map((one) => ({ ...one, hidden_tests: 0 })) });
    expect(text()).not.toContain('hidden');
  });

  it.each(['failed', 'ran'] as const)('say that code ran without isolation: %s', (name) => {
    show(STATES[name]());
    expect(text()).toContain('Protection level L: your code ran on this computer without isolation.');
  });

  it('tell in the small print how well the code was isolated', () => {
    const safe = submission(5, { ...FAILED, protection: 'A' });
    show(state({ activity: { kind: 'graded', submission: safe, gained: false, same: false } }));
    expect(card().querySelector('.pp-result-meta')?.getAttribute('title')).toBe('Graded in full isolation');
    expect(text()).not.toContain('Protection level');
  });
});

describe('a refusal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts down to the next try', () => {
    show(STATES.slow());
    expect(text()).toContain('You can press Submit again in 12 s');
    act(() => void vi.advanceTimersByTime(5000));
    expect(text()).toContain('You can press Submit again in 7 s');
    act(() => void vi.advanceTimersByTime(8000));
    expect(text()).toContain('You can press Submit again now');
  });
});

describe('what the code printed', () => {
  it('is text, whatever it looks like', () => {
    const stdout = '<img src=x onerror="alert(1)">\u0000';
    show(
      state({
        activity: { kind: 'ran', code: '', stdin: null, verdict: verdict('failed', 'xoooo', {}, { stdout }), at: 0 },
      }),
    );
    expect(card().querySelector('img')).toBeNull();
    expect(text()).toContain('<img src=x onerror="alert(1)">');
  });
});

describe('what can be done', () => {
  it('is grading a faulty attempt again', async () => {
    const { actions } = show(STATES.fault());
    await userEvent.click(screen.getByRole('button', { name: 'Grade again now' }));
    expect(actions.calls).toEqual([['regrade', 5]]);
  });

  it('is opening the attempt that had the same code', async () => {
    show(STATES.same());
    await userEvent.click(screen.getByRole('button', { name: 'Open attempt 4' }));
    expect(screen.getByRole('button', { name: /^Attempt 4/ }).getAttribute('aria-expanded')).toBe('true');
  });
});
