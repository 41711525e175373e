import { describe, expect, it } from 'vitest';
import { join, phrase, plain, sayInto, textOf } from './phrase';
import { untranslated as t } from './types';

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
