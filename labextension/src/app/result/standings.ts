/** How far the student is in the course, and what is said of it when an assignment is solved. */
import type { Assignment } from '../../client/contract';
import { join, phrase, type Phrase } from '../phrase';
import { POINTS } from '../ScoreBadge';
import type { Translate } from '../types';

export interface Standings {
  readonly solved: number;
  readonly total: number;
  readonly next: Assignment | null;
}

/** What a solved assignment says. */
export function solvedWords(t: Translate, tests: number, gained: boolean, { solved, total, next }: Standings): Phrase {
  const pass = phrase(t, ['The test passes.', 'All %1 tests pass.'], tests);
  if (!gained) return join(pass, phrase(t, 'You already have these %1 points.', POINTS));
  if (solved >= total) return phrase(t, 'That was the last open assignment. All %1 are solved.', total);
  const added = phrase(t, '**%1 points** added: %2 of %3 assignments solved.', String(POINTS), solved, total);
  const on = next === null ? [] : phrase(t, 'Next is **%1, %2**.', String(next.order_number), next.title);
  return join(pass, added, on);
}
