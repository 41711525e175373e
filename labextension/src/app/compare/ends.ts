/** The two ends of a comparison: what is in the editor now, the template, or an attempt. */
import type { Assignment, Submission, Verdict } from '../../client/contract';
import { normalised } from '../format';
import type { Translate } from '../types';

/** One thing to compare, under the value of its option. */
export interface End {
  readonly value: string;
  readonly name: string;
  readonly code: string;
  /** What came of this code, as far as that is known. */
  readonly verdict: Verdict | null;
}

/** The value of what is in the editor. */
export const EDITOR = 'editor';

/** Everything that can be chosen at either end. */
export function endsOf(
  t: Translate,
  assignment: Assignment,
  items: readonly Submission[],
  code: string,
): readonly [editor: End, ...others: End[]] {
  const same = items.find((one) => one.revision === assignment.revision && normalised(one.code) === normalised(code));
  return [
    { value: EDITOR, name: t('Editor now'), code, verdict: same?.feedback ?? null },
    ...items.map((one) => ({
      value: one.id,
      name: t('Attempt %1', one.attempt),
      code: one.code,
      verdict: one.feedback,
    })),
    { value: 'template', name: t('Template'), code: assignment.starter_code, verdict: null },
  ];
}

/** A test that came to something else. */
export interface Change {
  readonly number: number;
  readonly hidden: boolean;
  readonly passed: boolean;
}

/** The tests that passed on one side only; null where one side is not known, or had other tests. */
export function changedTests(before: Verdict | null, after: Verdict | null): readonly Change[] | null {
  if (before === null || after === null || before.tests.length === 0) return null;
  if (before.tests.map(({ name }) => name).join('\0') !== after.tests.map(({ name }) => name).join('\0')) return null;
  return after.tests.flatMap(({ status, hidden }, index) => {
    const passed = status === 'passed';
    const changed = passed !== (before.tests[index]?.status === 'passed');
    return changed ? [{ number: index + 1, hidden, passed }] : [];
  });
}
