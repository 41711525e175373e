import { describe, expect, it } from 'vitest';
import { missingWords } from './missing';
import { textOf } from './phrase';
import { troubleWords } from './trouble';
import { untranslated as t } from './types';

describe('what went wrong', () => {
  it.each([
    ['timeout', 'The server did not answer within 10 s.'],
    ['offline', 'The server cannot be reached.'],
    ['signed-out', 'You are no longer signed in. Reload the page to sign in again.'],
    ['stale-page', 'The server does not know this page any more. Reload it.'],
    ['refused', 'Your way to the server is barred. Reload the page; if that does not help, tell the staff.'],
    ['unavailable', 'The server cannot be reached.'],
  ])('is put into words by its code: %s', (code, words) => {
    expect(textOf(troubleWords(t, { code, message: null, status: 502 }))).toBe(words);
  });

  it("is said in the server's own words, marked as English, where it had any", () => {
    const words = troubleWords(t, { code: 'closed', message: 'The deadline has passed.' });
    expect(words).toEqual([{ text: 'The deadline has passed.', as: 'plain', lang: 'en' }]);
  });

  it('names what there is where an assignment is not', () => {
    const has = [
      { slug: 'search', title: 'Sequential search' },
      { slug: 'sort', title: 'Put in order' },
    ];
    const said = (assignment: string): readonly string[] =>
      missingWords(t, {
        code: 'no-such',
        message: null,
        missing: { assignment, courses: [{ title: 'Basics', has }] },
      }).map(textOf);
    expect(said('sart')).toEqual([
      "There is no assignment 'sart'.",
      "Did you mean 'sort', Put in order?",
      'Basics has: search, sort.',
    ]);
    expect(said('bill')).toEqual(["There is no assignment 'bill'.", 'Basics has: search, sort.']);
  });
});
