/** What to say when a limit ended a test. */
import type { Assignment, Verdict } from '../../client/contract';
import { decimal, duration } from '../format';
import { join, phrase, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { lookAt } from './lookAt';
import type { ShownTest } from './tests';

/** What one test may print, in KiB (`OUTPUT_BYTES` of the grader). */
const PRINTED_KB = 512;

/** Test numbers in words: "Test 3", "Tests 1 to 3", "Tests 1, 4 and 6". */
function testNumbers(t: Translate, numbers: readonly number[]): string {
  const first = numbers[0] ?? 0;
  const last = numbers[numbers.length - 1] ?? 0;
  if (numbers.length === 1) return t('Test %1', first);
  if (numbers.length > 2 && last - first === numbers.length - 1) return t('Tests %1 to %2', first, last);
  return t('Tests %1 and %2', numbers.slice(0, -1).join(', '), last);
}

function others(t: Translate, tests: readonly ShownTest[], until: number): Phrase {
  const before = tests.filter((test) => test.number < until && ['passed', 'failed'].includes(test.standing));
  if (before.length === 0) return [];
  const spent = before.reduce((sum, test) => sum + (test.result?.duration_ms ?? 0), 0);
  const numbers = testNumbers(
    t,
    before.map((test) => test.number),
  );
  const words = [
    '%2 finished in %3, so this one probably never ends.',
    '%2 finished in %3, so this one probably never ends.',
  ] as const;
  return phrase(t, words, before.length, numbers, duration(t, spent));
}

/** The top line of the box; `seconds` is the limit of one test. */
export function limitTitle(t: Translate, verdict: Verdict, test: ShownTest | null, seconds: number): Phrase {
  const which = test === null ? t('your code') : t('test %1', test.number);
  switch (verdict.status) {
    case 'timeout':
      // Ending a process takes a moment more: only the limit is worth a number.
      return phrase(t, '**Time limit**: %1 was stopped after %2 s', which, decimal(t, seconds));
    case 'memory':
      return phrase(t, '**Used too much memory**: %1 was stopped', which);
    case 'output':
      return phrase(t, '**Printed too much**: %1 was stopped', which);
    default:
      return phrase(t, '**Python ended** during %1', which);
  }
}

/** The sentences below it. */
export function limitReason(
  t: Translate,
  verdict: Verdict,
  test: ShownTest | null,
  rest: { readonly assignment: Assignment; readonly tests: readonly ShownTest[]; readonly code: string },
): Phrase {
  const { seconds, memory_mb: megabytes } = rest.assignment.limits;
  switch (verdict.status) {
    case 'timeout': {
      const name = test === null ? t('Your code') : t('Test %1', test.number);
      const may = phrase(t, '%1 may run for %2 s.', name, decimal(t, seconds));
      return join(may, test ? others(t, rest.tests, test.number) : [], lookAt(t, verdict, test, rest.code));
    }
    case 'memory':
      return phrase(t, 'A test may use %1 MB. Look for a list or a text that keeps growing.', String(megabytes));
    case 'output':
      return join(phrase(t, 'A test may print %1 kB.', String(PRINTED_KB)), lookAt(t, verdict, test, rest.code));
    default:
      return phrase(
        t,
        'The Python process ended without an answer: after very deep recursion, or because the code ended it itself.',
      );
  }
}

/** Which tests a limit kept from running, or nothing. */
export function notRun(t: Translate, tests: readonly ShownTest[]): string {
  const numbers = tests.filter((test) => test.standing === 'not-run').map((test) => test.number);
  if (numbers.length === 0) return '';
  return t(['%2 was not run.', '%2 were not run.'], numbers.length, testNumbers(t, numbers));
}
