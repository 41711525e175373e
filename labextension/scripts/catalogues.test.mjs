import { describe, expect, it } from 'vitest';
import { faults, updated } from './catalogues.mjs';

const said = (one, many = null) => [one, { one, many, files: new Set(['src/a.ts']) }];
const catalogue = (entries) => ({
  headers: { 'Plural-Forms': 'nplurals=2; plural=(n != 1);' },
  translations: { '': { '': { msgid: '', msgstr: [''] }, ...entries } },
});
const entry = (msgid, msgstr, msgid_plural) => ({ [msgid]: { msgid, msgid_plural, msgstr } });

describe('a catalogue', () => {
  it('is fine where it has every text, with the same placeholders and marks', () => {
    const found = new Map([said('**%1** of %2'), said('%1 test', '%1 tests')]);
    const fine = catalogue({
      ...entry('**%1** of %2', ['%2: **%1**']),
      ...entry('%1 test', ['ein Test', '%1 Tests'], '%1 tests'),
    });
    expect(faults(fine, found)).toEqual([]);
  });

  it.each([
    [{}, 'not translated: At %1'],
    [entry('At %1', ['']), 'not translated: At %1'],
    [entry('At %1', ['Um %2']), 'other placeholders or marks than in English: Um %2'],
    [entry('At %1', ['Um **%1**']), 'other placeholders or marks than in English: Um **%1**'],
    [{ ...entry('At %1', ['Um %1']), ...entry('Gone', ['Weg']) }, 'nothing says it any more: Gone'],
  ])('says what is wrong with it', (entries, fault) => {
    expect(faults(catalogue(entries), new Map([said('At %1')]))).toEqual([fault]);
  });

  it('is brought up to date: what stays keeps its translation, what is new is empty, what is gone goes', () => {
    const found = new Map([said('Stays'), said('%1 new', '%1 news')]);
    const after = updated(catalogue({ ...entry('Stays', ['Bleibt']), ...entry('Gone', ['Weg']) }), found);
    const entries = after.translations[''];
    expect(Object.entries(entries).map(([one, { msgstr }]) => [one, msgstr])).toEqual([
      ['', ['']],
      ['Stays', ['Bleibt']],
      ['%1 new', ['', '']],
    ]);
  });
});
