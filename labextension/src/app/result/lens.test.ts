import { describe, expect, it } from 'vitest';
import { HISTOGRAM } from '../fixtures/course';
import { submission, verdict } from '../fixtures/verdicts';
import { textOf } from '../phrase';
import { untranslated as t } from '../types';
import type { Verdict } from '../../client/contract';
import type { Activity } from '../../state/model';
import { lensOf } from './lens';
import { shownTests } from './tests';

function lens(feedback: Verdict): ReturnType<typeof lensOf> {
  const activity: Activity = { kind: 'graded', submission: submission(1, feedback), gained: false, same: false };
  return lensOf(t, activity, HISTOGRAM, shownTests(activity, HISTOGRAM));
}
const error = {
  type: 'NameError',
  message: "name 'tpo' is not defined",
  line: 4,
  explanation: null,
  sentences: [],
  traceback: [],
};

describe('the words beside a line', () => {
  it('are about the first test that failed with a line to show', () => {
    const found = lens(verdict('failed', 'oxxoo', { 3: { line: 6, actual: "'x'", message: 'Look here.' } }));
    expect(found?.line).toBe(6);
    expect(textOf(found?.words ?? [])).toContain('Test 3 got its answer from this line.');
    expect(textOf(found?.words ?? [])).toContain('Look here.');
  });

  it('are about the error and its test, not about a wrong answer before', () => {
    const found = lens(verdict('error', 'xeooo', { 1: { line: 2 }, 2: { line: 4 } }, { error }));
    expect(found?.line).toBe(4);
    expect(textOf(found?.words ?? [])).toBe("NameError. In test 2: name 'tpo' is not defined");
  });

  it('point nowhere when the error has no line', () => {
    expect(lens(verdict('error', 'xeooo', { 1: { line: 2 } }, { error: { ...error, line: null } }))).toBeNull();
  });

  it.each([
    ['timeout', 'oootsssss', 'Still running here when time was up.'],
    ['memory', 'xoesssss', 'Memory ran out here.'],
    ['output', 'oeossss', 'Still printing here when it was stopped.'],
  ] as const)('say which limit was met: %s', (status, marks, words) => {
    const number = Math.max(marks.indexOf('e'), marks.indexOf('t')) + 1;
    const found = lens(verdict(status, marks, { [number]: { line: 5 } }));
    expect(found?.line).toBe(5);
    expect(found?.tone).toBe('warn');
    expect(textOf(found?.words ?? [])).toContain(words);
  });

  it('tell why a loop never ends, where the grader read that off the code', () => {
    const sentences = [
      { text: 'It was stopped on line %2, because it took longer than %1 s.', values: ['2', 5] },
      { text: 'The loop `%1` on line %2 has no `break` and no `return`.', values: ['while True', 5] },
    ];
    const found = lens(verdict('timeout', 'otsssssss', { 2: { line: 5, sentences } }));
    expect(textOf(found?.words ?? [])).toBe(
      'Still running here when time was up. The loop while True on line 5 has no break and no return.',
    );
  });

  it('say nothing twice of a line that needed too much memory', () => {
    const found = lens(verdict('memory', 'oeosssss', { 2: { line: 1 } }));
    expect(textOf(found?.words ?? [])).toBe('Memory ran out here.');
  });

  it('are none where all is well, and none where nobody knows a line', () => {
    expect(lens(verdict('passed', 'ooooo'))).toBeNull();
    expect(lens(verdict('crashed', 'oeooo'))).toBeNull();
  });
});
