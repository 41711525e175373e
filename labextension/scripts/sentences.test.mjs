import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase, textOf } from '../src/app/phrase';
import { byCatalogue } from '../src/app/catalogue';
import { catalogues, texts } from './catalogues.mjs';
import { withSentences } from './wordings.mjs';

const here = (path) => join(import.meta.dirname, '..', path);
const list = here('locale/sentences.json');
const sentences = JSON.parse(readFileSync(list, 'utf8'));
/** What no sentence has of itself, so that it is seen where a value went. */
const VALUES = [2, '⟨2⟩', '⟨3⟩', '⟨4⟩', '⟨5⟩', '⟨6⟩'];
const valuesIn = (text) => (text.match(/⟨\d⟩/g) ?? []).sort();

describe.each(catalogues(here('locale')))('what graders say, in $language', ({ language, path }) => {
  const catalogue = texts(path);
  const t = byCatalogue(catalogue, language);

  it.each(sentences.map(({ one, many }) => [one, many]))('is there, with each of its values: %s', (one, many) => {
    expect(catalogue[one]).toHaveLength(many === null ? 1 : 2);
    const text = many === null ? one : [one, many];
    const english = valuesIn(textOf(phrase(byCatalogue({}, 'en'), text, ...VALUES)));
    expect(valuesIn(textOf(phrase(t, text, ...VALUES)))).toEqual(english);
  });
});

describe('the sentences of graders', () => {
  it('are filed beside the texts of the interface, and not twice', () => {
    const own = new Map([
      ['Nothing was printed.', { one: 'Nothing was printed.', many: null, files: new Set(['src/a.ts']) }],
    ]);
    const { found, faults } = withSentences({ found: own, faults: [] }, list);
    expect(faults).toEqual([]);
    expect(found.size).toBe(sentences.length);
    expect([...found.get('Nothing was printed.').files]).toEqual(['src/a.ts', '../grader_service/examiner/scripts.py']);
  });

  it('must agree with those about a plural', () => {
    const own = new Map([['%1 item', { one: '%1 item', many: null, files: new Set() }]]);
    expect(withSentences({ found: own, faults: [] }, list).faults).toEqual([
      '%1 item is used with and without a plural',
    ]);
  });
});
