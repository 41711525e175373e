/** The words beside the line of code that decided a verdict. */
import type { Assignment } from '../../client/contract';
import type { Activity } from '../../state/model';
import { characters } from '../format';
import { join, phrase, said, translated, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { literal } from './literal';
import { lookAt } from './lookAt';
import { gradedOf, type Graded, type ShownTest } from './tests';
import { decidingTest, failedToLoad, lineOf } from './verdict';

/** A line of code (from 1) to mark, for the code it was found in. */
export interface Lens {
  /** Tells one verdict's mark from the next one's. */
  readonly key: string;
  readonly code: string;
  readonly line: number;
  readonly tone: 'bad' | 'warn';
  readonly words: Phrase;
}

type Found = Pick<Lens, 'line' | 'tone' | 'words'>;

function ofError(t: Translate, graded: Graded, tests: readonly ShownTest[]): Found | null {
  const { error } = graded.verdict;
  if (error?.line == null) return null;
  const test = failedToLoad(graded.verdict, tests) ? null : decidingTest(graded.verdict, tests);
  const reason = error.explanation === null ? said(error.message) : translated(t, error.explanation, error.sentences);
  const title = phrase(t, '**%1.**', error.type);
  const words = test === null ? join(title, reason) : join(title, phrase(t, 'In test %1:', test.number), reason);
  return { line: error.line, tone: 'bad', words };
}

/** The line that was running when a limit ended the test. */
function ofLimit(t: Translate, graded: Graded, tests: readonly ShownTest[]): Found | null {
  const { status } = graded.verdict;
  const test = decidingTest(graded.verdict, tests);
  const line = lineOf(graded.verdict, test);
  if (line === null) return null;
  const titles: Partial<Record<typeof status, Phrase>> = {
    timeout: phrase(t, '**Still running here when time was up.**'),
    memory: phrase(t, '**Memory ran out here.**'),
    output: phrase(t, '**Still printing here when it was stopped.**'),
  };
  return { line, tone: 'warn', words: join(titles[status] ?? [], lookAt(t, graded.verdict, test, graded.code)) };
}

/** How much longer or shorter a returned text is. */
function lengthDifference(t: Translate, expected: string | null, actual: string | null): Phrase {
  const [a, b] = [literal(expected ?? ''), literal(actual ?? '')];
  if (a.kind !== 'text' || b.kind !== 'text') return [];
  const more = characters(b.value).length - characters(a.value).length;
  if (more === 0) return [];
  const short = [
    'The returned text is %1 character too short.',
    'The returned text is %1 characters too short.',
  ] as const;
  const long = ['The returned text is %1 character too long.', 'The returned text is %1 characters too long.'] as const;
  return phrase(t, more < 0 ? short : long, Math.abs(more));
}

function ofFailure(t: Translate, tests: readonly ShownTest[]): Found | null {
  const shown = tests.find((test) => test.standing === 'failed' && test.result?.line != null);
  const result = shown?.result;
  if (shown === undefined || result?.line == null) return null;
  const from = phrase(t, '**Test %1 got its answer from this line.**', shown.number);
  const length = lengthDifference(t, result.expected, result.actual);
  return { line: result.line, tone: 'bad', words: join(from, length, translated(t, result.message, result.sentences)) };
}

/** The line to mark for an activity, or null when its verdict points at none. */
export function lensOf(
  t: Translate,
  activity: Activity,
  assignment: Assignment,
  tests: readonly ShownTest[],
): Lens | null {
  const graded = gradedOf(activity, assignment);
  if (graded === null || graded.verdict.correct) return null;
  const { status } = graded.verdict;
  const found =
    status === 'failed'
      ? ofFailure(t, tests)
      : status === 'error'
        ? ofError(t, graded, tests)
        : ofLimit(t, graded, tests);
  const key = activity.kind === 'graded' ? activity.submission.id : activity.kind === 'ran' ? `run ${activity.at}` : '';
  return found && { ...found, key, code: graded.code };
}
