import { describe, expect, it } from 'vitest';
import type { Sentence } from '../client/contract';
import { byCatalogue } from './catalogue';
import { join, phrase, plain, sayInto, textOf, translated } from './phrase';
import { untranslated as t } from './types';

describe('what graders say', () => {
  const german = byCatalogue(
    { '%1 `%2` is %3.': ['%1 ist `%2` %3.'], 'On line %1': ['In Zeile %1'], '%1 item': ['ein Element', '%1 Elemente'] },
    'de_DE',
  );
  const sentences: readonly Sentence[] = [
    {
      text: '%1 `%2` is %3.',
      values: [{ text: 'On line %1', values: [3] }, '`a` %1', { text: ['%1 item', '%1 items'], values: [1] }],
    },
    { text: '%1', values: ['The author’s **own**.'] },
  ];

  it('is said in the interface’s language, its values as they are', () => {
    expect(translated(german, 'On line 3 …', sentences)).toEqual([
      { text: 'In Zeile 3 ist ', as: 'plain' },
      { text: '`a` %1', as: 'code' },
      { text: ' ein Element.', as: 'plain' },
      { text: ' ', as: 'plain' },
      { text: 'The author’s **own**.', as: 'plain' },
    ]);
    expect(textOf(translated(t, null, sentences))).toBe('On line 3 `a` %1 is 1 item. The author’s **own**.');
  });

  it.each([[[]], [null]])('stays English where an old verdict does not tell of which sentences: %o', (none) => {
    expect(translated(german, 'Use `=`.', none)).toEqual([
      { text: 'Use ', as: 'plain', lang: 'en' },
      { text: '=', as: 'code', lang: 'en' },
      { text: '.', as: 'plain', lang: 'en' },
    ]);
    expect(translated(german, null, none)).toEqual([]);
  });
});

describe('phrases', () => {
  it('set words off where the text says so', () => {
    expect(phrase(t, '**Time limit**: see `%1`.', 'top')).toEqual([
      { text: 'Time limit', as: 'strong' },
      { text: ': see ', as: 'plain' },
      { text: 'top', as: 'code' },
      { text: '.', as: 'plain' },
    ]);
  });

  it('never read markup in a value', () => {
    const parts = phrase(t, 'At `%1`: %2', '**a** `b`', '`c` **d** %1');
    expect(parts).toEqual([
      { text: 'At ', as: 'plain' },
      { text: '**a** `b`', as: 'code' },
      { text: ': `c` **d** %1', as: 'plain' },
    ]);
  });

  it('take phrases in, with the look of their words', () => {
    const inner = phrase(t, 'a **list** of `%1`', 'x');
    expect(phrase(t, '%1, or %2', 'It is', inner)).toEqual([
      { text: 'It is, or a ', as: 'plain' },
      { text: 'list', as: 'strong' },
      { text: ' of ', as: 'plain' },
      { text: 'x', as: 'code' },
    ]);
  });

  it('choose singular and plural by the first value', () => {
    const words = ['%1 space', '%1 spaces'] as const;
    expect(textOf(phrase(t, words, 1))).toBe('1 space');
    expect(textOf(phrase(t, words, 2))).toBe('2 spaces');
  });

  it('leave no space where one of them is empty', () => {
    expect(textOf(join(plain('One.'), [], plain('Two.')))).toBe('One. Two.');
  });

  it('become text nodes in the page, whatever they hold', () => {
    const place = document.createElement('div');
    sayInto(place, phrase(t, '**%1**', '<img src=x onerror=alert(1)>'));
    expect(place.querySelector('img')).toBeNull();
    expect(place.textContent).toBe('<img src=x onerror=alert(1)>');
  });
});
