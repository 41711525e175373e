/** The sentences for an assignment that is not there. */
import type { Trouble } from '../state/model';
import { meant } from './meant';
import { phrase, said, type Phrase } from './phrase';
import type { Translate } from './types';

export function missingWords(t: Translate, { message, missing }: Trouble): readonly Phrase[] {
  if (missing === undefined) return (message ?? '').split(/(?<=\.) /).map(said);
  const first = phrase(t, "There is no assignment '%1'.", missing.assignment);
  const near = meant(
    missing.assignment,
    missing.courses.flatMap(({ has }) => has),
  );
  return [
    first,
    ...(near === null ? [] : [phrase(t, "Did you mean '%1', %2?", near.slug, near.title)]),
    ...missing.courses.map(({ title, has }) => phrase(t, '%1 has: %2.', title, has.map(({ slug }) => slug).join(', '))),
  ];
}
