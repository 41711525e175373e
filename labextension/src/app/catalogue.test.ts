import { describe, expect, it } from 'vitest';
import { byCatalogue } from './catalogue';

const GERMAN = {
  '': { language: 'de-DE', plural_forms: 'nplurals=2; plural=(n != 1);' },
  'Test %1: %2': ['%2 bei Test %1'],
  '%1 test': ['ein Test', '%1 Tests'],
};

describe('a translation by a catalogue', () => {
  it('has its own order of values and its own plural', () => {
    const t = byCatalogue(GERMAN, 'de_DE');
    expect(t.language).toBe('de-DE');
    expect(t('Test %1: %2', 3, 'bestanden')).toBe('bestanden bei Test 3');
    expect([1, 2, 0].map((count) => t(['%1 test', '%1 tests'], count))).toEqual(['ein Test', '2 Tests', '0 Tests']);
  });

  it('leaves in English what the catalogue lacks', () => {
    const t = byCatalogue(GERMAN, 'de_DE');
    expect([t('Retry'), t('constructor'), t(['%1 line', '%1 lines'], 2)]).toEqual(['Retry', 'constructor', '2 lines']);
  });
});
