/** What a check is called in each of its states. */
import type { Check, Entry, Finding, Purpose } from '../../client/author';
import type { CheckState } from '../../state/checking';
import type { IconName } from '../icons';
import { phrase, plain, said, type Phrase } from '../phrase';
import { troubleWords } from '../trouble';
import type { Translate } from '../types';

export interface Heading {
  /** None while it goes on. */
  readonly icon: IconName | null;
  readonly tone: 'pp-ok' | 'pp-bad' | 'pp-warn' | 'pp-brand';
  readonly title: string;
  readonly words: Phrase;
}

const GOING_ON = { icon: null, tone: 'pp-brand' } as const;

/** The heading of the report, and the sentence under it. */
export function heading(t: Translate, state: CheckState, purpose: Purpose): Heading {
  switch (state.kind) {
    case 'sending':
      return { ...GOING_ON, title: t('Sending the notebook…'), words: [] };
    case 'running':
      return { ...GOING_ON, title: t('Checking…'), words: runningWords(t, purpose) };
    case 'failed':
      return { icon: 'offline', tone: 'pp-warn', title: t('The check did not finish'), words: troubleWords(t, state) };
    case 'over':
      return overHeading(t, state.check, purpose);
  }
}

function runningWords(t: Translate, purpose: Purpose): Phrase {
  return purpose === 'check'
    ? phrase(t, 'Solution, starter and wrong solutions run through the tests. You can keep editing.')
    : phrase(t, 'The solution shows where its tests can run. You can keep editing.');
}

function overHeading(t: Translate, { state, report, message }: Check, purpose: Purpose): Heading {
  if (state === 'stopped' || report === null) {
    const words = message === null ? [] : said(message);
    return { icon: 'offline', tone: 'pp-warn', title: t('The check did not finish'), words };
  }
  const { errors, notes } = sorted(report.findings);
  if (state === 'refused') {
    const title = t(['%1 thing to mend', '%1 things to mend'], errors.length);
    const words = phrase(
      t,
      purpose === 'check'
        ? 'The assignment cannot be imported as it is.'
        : 'The assignment cannot be previewed as it is.',
    );
    return { icon: 'unsolved', tone: 'pp-bad', title, words };
  }
  const title =
    notes.length > 0 ? t(['In order, with %1 note', 'In order, with %1 notes'], notes.length) : t('In order');
  const counts = report.assignments.map((entry) => countsOf(t, entry)).join('; ');
  return { icon: 'solved', tone: 'pp-ok', title, words: plain(counts) };
}

/** What an assignment consists of. */
function countsOf(t: Translate, { tests, hidden, points }: Entry): string {
  const all = t(['%1 test', '%1 tests'], tests);
  const unseen = hidden === 0 ? t('none hidden') : t('%1 hidden', hidden);
  return [all, unseen, t(['%1 point', '%1 points'], points)].join(', ');
}

/** Faults and notes, each from the top of the notebook to its end. */
export function sorted(findings: readonly Finding[]): {
  readonly errors: readonly Finding[];
  readonly notes: readonly Finding[];
} {
  const last = Number.MAX_SAFE_INTEGER;
  const inOrder = [...findings].sort(
    (one, other) => (one.cell ?? last) - (other.cell ?? last) || (one.line ?? 0) - (other.line ?? 0),
  );
  return {
    errors: inOrder.filter(({ severity }) => severity === 'error'),
    notes: inOrder.filter(({ severity }) => severity === 'warning'),
  };
}

/** Where a finding is, as a person reads it; the file, where it is another one than the notebook. */
export function placeOf(t: Translate, { source, cell, line }: Finding, notebook: string): string {
  if (source !== '' && source !== notebook) return source;
  if (cell === null) return t('Notebook');
  return line === null ? t('Cell %1', cell) : t('Cell %1, line %2', cell, line);
}
