/** One sentence per change for a screen reader. Single tests are not read out. */
import type { Activity } from '../../state/model';
import { join, phrase, plain, translated, type Phrase } from '../phrase';
import { troubleWords } from '../trouble';
import { headline, type Telling } from './headline';
import { lensOf } from './lens';
import { solvedWords, type Standings } from './standings';
import { hasFailed } from './tests';

/** What the first failed test says, where no line of code can be pointed at. */
function firstFailure({ t, tests }: Telling): Phrase {
  const failed = tests.find(hasFailed);
  const result = failed?.result;
  if (failed === undefined || result?.message == null) return [];
  return join(phrase(t, 'Test %1:', failed.number), translated(t, result.message, result.sentences));
}

/** What the live region says; the same text while nothing new is worth saying. */
export function announcement(activity: Activity, telling: Telling, standings: Standings): Phrase {
  const { t, assignment, tests } = telling;
  const { title } = headline(activity, telling);
  switch (activity.kind) {
    case 'idle':
      return [];
    case 'submitting':
    case 'queued':
      return plain(title);
    case 'running':
      return plain(telling.paused === null ? t('Running') : title);
    case 'refused':
      return join(plain(`${title}.`), troubleWords(t, activity));
    case 'ran':
    case 'graded': {
      if (activity.kind === 'graded' && activity.submission.correct === true && !activity.same) {
        return join(plain(`${title}.`), solvedWords(t, tests.length, activity.gained, standings));
      }
      const lens = lensOf(t, activity, assignment, tests);
      return join(plain(`${title}.`), lens === null ? firstFailure(telling) : lens.words);
    }
  }
}
