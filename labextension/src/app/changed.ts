/** That an assignment changed, when, and what it means for what was done before. */
import type { Assignment } from '../client/contract';
import { daysAgo, dayWithin } from './format';
import { join, phrase, type Phrase } from './phrase';
import type { Translate } from './types';

/** "This assignment changed on 12 Mar", and what a student needs to know. */
export function changedWords(t: Translate, assignment: Assignment, now: number): Phrase {
  const kept = phrase(t, 'The handout or the tests are new. Your code is kept.');
  return join(changedWhen(t, assignment, now), kept, meaning(t, assignment));
}

function changedWhen(t: Translate, { changed_at: at }: Assignment, now: number): Phrase {
  if (at === null) return phrase(t, '**This assignment has changed.**');
  const when = dayWithin(t, at, now);
  return daysAgo(at, now) < 2
    ? phrase(t, '**This assignment changed %1.**', when)
    : phrase(t, '**This assignment changed on %1.**', when);
}

function meaning(t: Translate, { status }: Assignment): Phrase {
  switch (status) {
    case 'solved':
      return phrase(t, 'It stays solved.');
    case 'attempted':
      return phrase(t, 'Results from before are those of an earlier version.');
    case 'untouched':
      return [];
  }
}

/** "Changed 12 Mar", where it was tried before; null where nothing was done that it could matter to. */
export function changedFact(t: Translate, { changed_at: at, attempts }: Assignment, now: number): string | null {
  return at === null || attempts === 0 ? null : t('Changed %1', dayWithin(t, at, now));
}
