/** One sentence per change for a screen reader. Single tests are not read out. */
import type { Activity } from '../../state/model';
import { textOf } from '../phrase';
import { headline, type Telling } from './headline';
import { lensOf } from './lens';
import { solvedWords, type Standings } from './Notes';
import { hasFailed } from './tests';

/** What the first failed test says, where no line of code can be pointed at. */
function firstFailure({ t, tests }: Telling): string {
  const failed = tests.find(hasFailed);
  return failed?.result?.message == null ? '' : ` ${t('Test %1: %2', failed.number, failed.result.message)}`;
}

/** What the live region says; the same text while nothing new is worth saying. */
export function announcement(activity: Activity, telling: Telling, standings: Standings): string {
  const { t, assignment, tests } = telling;
  const { title } = headline(activity, telling);
  switch (activity.kind) {
    case 'idle':
      return '';
    case 'submitting':
    case 'queued':
      return title;
    case 'running':
      return telling.paused === null ? t('Running') : title;
    case 'refused':
      return `${title}. ${activity.message}`;
    case 'ran':
    case 'graded': {
      if (activity.kind === 'graded' && activity.submission.correct === true && !activity.same) {
        return `${title}. ${textOf(solvedWords(t, tests.length, activity.gained, standings))}`;
      }
      const lens = lensOf(t, activity, assignment, tests);
      return lens === null ? `${title}.${firstFailure(telling)}` : `${title}. ${textOf(lens.words)}`;
    }
  }
}
