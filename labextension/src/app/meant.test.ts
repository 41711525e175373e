import { describe, expect, it } from 'vitest';
import { meant } from './meant';

const NAMES = [
  { slug: 'search', title: 'Sequential search' },
  { slug: 'sort', title: 'Put in order' },
  { slug: 'word-lengths', title: 'Word lengths' },
];

describe('the assignment that is meant', () => {
  it.each([
    ['sart', 'sort'],
    ['Sort', 'sort'],
    ['serch', 'search'],
    ['put in ordre', 'sort'],
    ['Sequential Search', 'search'],
    ['word_length', 'word-lengths'],
    ['nonsense', null],
    ['', null],
  ])('by %j', (asked, slug) => {
    expect(meant(asked, NAMES)?.slug ?? null).toBe(slug);
  });

  it('is none of none', () => {
    expect(meant('sort', [])).toBeNull();
  });
});
