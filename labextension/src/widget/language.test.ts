import { describe, expect, it } from 'vitest';
import { catalogueFor } from './language';

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
});
