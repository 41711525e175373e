/** What an attempt is called in the list, and its small print. */
import type { Submission } from '../client/contract';
import type { IconName } from './icons';
import type { Translate } from './types';

export interface AttemptLook {
  readonly icon: IconName | null;
  readonly tone: string;
  readonly word: string;
}

function failing(t: Translate, submission: Submission): string {
  const verdict = submission.feedback;
  const number = (verdict?.tests ?? []).findIndex((test) => test.status === 'timeout') + 1;
  switch (verdict?.status) {
    case 'error':
      return verdict.error?.line == null
        ? (verdict.error?.type ?? t('Error'))
        : t('%1, line %2', verdict.error.type, verdict.error.line);
    case 'timeout':
      return number > 0 ? t('Time limit, test %1', number) : t('Time limit');
    case 'memory':
      return t('Memory limit');
    case 'output':
      return t('Printed too much');
    case 'crashed':
      return t('Python crashed');
    default:
      return t('Not solved');
  }
}

/** Icon, tone and word of an attempt; `paused`: nothing can be heard of what is being graded. */
export function attemptLook(t: Translate, submission: Submission, paused = false): AttemptLook {
  const status = submission.feedback?.status;
  if (submission.status === 'pending' && paused) {
    return { icon: 'offline', tone: 'pp-warn', word: t('Waiting for the connection') };
  }
  if (submission.status === 'pending') return { icon: null, tone: 'pp-brand', word: t('Being graded') };
  if (submission.status === 'failed' || status === 'system') {
    return { icon: 'wrench', tone: 'pp-warn', word: t('Grader fault, not counted') };
  }
  if (submission.correct === true) return { icon: 'solved', tone: 'pp-ok', word: t('Solved') };
  const limit = status === 'timeout' || status === 'memory' || status === 'output';
  if (limit) return { icon: status === 'timeout' ? 'clock' : 'warning', tone: 'pp-warn', word: failing(t, submission) };
  return { icon: 'unsolved', tone: 'pp-bad', word: failing(t, submission) };
}

/** How many tests passed: ", 3/5 visible, 2/4 hidden"; nothing while there is no verdict. */
export function attemptCounts(t: Translate, submission: Submission): string {
  const verdict = submission.feedback;
  if (submission.status !== 'processed' || verdict === null) return '';
  const { visible, hidden } = verdict;
  const parts = [t('%1/%2 visible', visible.passed, visible.total)];
  if (hidden.total > 0) parts.push(t('%1/%2 hidden', hidden.passed, hidden.total));
  return `, ${parts.join(', ')}`;
}
