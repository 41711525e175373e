/** Where in the code to look when a limit ended a test. */
import type { Verdict } from '../../client/contract';
import { phrase, translated, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { loopAround } from './around';
import type { ShownTest } from './tests';
import { lineOf, stoppedIn } from './verdict';

/**
 * Why it did not end, as the grader read it off the code ("The loop `while True` on line 2 has no `break` ..."): what
 * its message says after what ended it. Else where the time went, or the output came from.
 */
export function lookAt(t: Translate, verdict: Verdict, test: ShownTest | null, code: string): Phrase {
  const line = lineOf(verdict, test);
  const lesson = stoppedIn(verdict, test)?.sentences?.slice(1) ?? [];
  if (lesson.length > 0) return translated(t, null, lesson);
  return line === null ? [] : whereTo(t, code, line, verdict.status);
}

function whereTo(t: Translate, code: string, line: number, status: Verdict['status']): Phrase {
  const loop = loopAround(code, line);
  if (loop?.kind === 'while') {
    return phrase(t, 'Check that the loop on line %1 changes something that makes it stop.', loop.line);
  }
  if (status === 'output') {
    if (loop === null) return phrase(t, 'It was printing on line %1.', line);
    return phrase(t, 'Check how often the loop on line %1 goes round, and what it prints.', loop.line);
  }
  if (loop === null) return status === 'memory' ? [] : phrase(t, 'It was busy on line %1.', line);
  return phrase(t, 'Check how often the loop on line %1 goes round.', loop.line);
}
