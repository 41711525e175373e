import { describe, expect, it } from 'vitest';
import { addressOf, assignmentIn } from './link';

describe('an address', () => {
  it.each([
    ['?pyprac=basics/search', 'basics/search'],
    ['?token=x&pyprac=basics%2Fthe-bill', 'basics/the-bill'],
    ['?pyprac=a_1/b-2&reset', 'a_1/b-2'],
  ])('%s asks for %s', (query, id) => {
    expect(assignmentIn(query)).toBe(id);
  });

  it.each([
    '',
    '?pyprac=',
    '?pyprac=basics',
    '?pyprac=../search',
    '?pyprac=basics/..%2F..',
    '?pyprac=basics/search/more',
    '?pyprac=<script>/x',
    '?pyprac=javascript:alert(1)/x',
    '?pyprac=basics/search%00',
    '?pyprac=basics/search%0A',
    `?pyprac=a/${'b'.repeat(1_000_000)}`,
  ])('that could not be ours asks for nothing (%#)', (query) => {
    expect(assignmentIn(query)).toBeNull();
  });

  it('of an assignment is found again', () => {
    const address = new URL(addressOf('basics/the-bill'));
    expect(assignmentIn(address.search)).toBe('basics/the-bill');
  });
});
