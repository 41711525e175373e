import { describe, expect, it } from 'vitest';
import { catalogueFor, translated } from './language';

const GERMAN = {
  '': { language: 'de-DE', plural_forms: 'nplurals=2; plural=(n != 1);' },
  'Test %1: %2': ['%2 bei Test %1'],
  '%1 test': ['ein Test', '%1 Tests'],
};

describe('the language of a cell', () => {
  it.each([
    ['de-DE', ['en'], 'de_DE'],
    ['de', ['en'], 'de_DE'],
    ['en', ['de-AT'], null],
    ['fr-FR', ['de'], null],
    ['', ['de-AT', 'en'], 'de_DE'],
    ['', ['en-GB', 'de'], null],
    ['', [], null],
  ])('is that of its page (%s), or of a browser (%s) where that says none', (page, browser, name) => {
    expect(catalogueFor(page, browser)).toBe(name);
  });

  it('has its own order of values and its own plural', () => {
    const t = translated(GERMAN, 'de_DE');
    expect(t.language).toBe('de-DE');
    expect(t('Test %1: %2', 3, 'bestanden')).toBe('bestanden bei Test 3');
    expect([1, 2, 0].map((count) => t(['%1 test', '%1 tests'], count))).toEqual(['ein Test', '2 Tests', '0 Tests']);
  });

  it('leaves in English what the catalogue lacks', () => {
    const t = translated(GERMAN, 'de_DE');
    expect([t('Retry'), t('constructor'), t(['%1 line', '%1 lines'], 2)]).toEqual(['Retry', 'constructor', '2 lines']);
  });
});
