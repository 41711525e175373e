import { describe, expect, it } from 'vitest';
import { ASSIGNMENTS } from '../fixtures/course';
import { byTopic, matching } from './filter';

const found = (filter: string, status: Parameters<typeof matching>[2] = 'all'): number[] =>
  matching(ASSIGNMENTS, filter, status).map((each) => each.order_number);

describe('the filter', () => {
  it.each([
    ['', 24],
    ['  ', 24],
    ['histo', 1],
    ['HISTO', 1],
    ['strings', 5],
    ['strings wo', 1],
    ['nothing of the kind', 0],
  ])('finds by words of name and topic: "%s"', (filter, count) => {
    expect(found(filter)).toHaveLength(count);
  });

  it('finds by the beginning of the number', () => {
    expect(found('7')).toEqual([7]);
    expect(found('2')).toEqual([2, 20, 21, 22, 23, 24]);
  });

  it('passes over case and accents', () => {
    const course = ASSIGNMENTS.slice(0, 1).map((each) => ({ ...each, title: 'Mêlée' }));
    expect(matching(course, 'melee', 'all')).toHaveLength(1);
    expect(matching(course, 'MÊL', 'all')).toHaveLength(1);
  });

  it('applies together with the status', () => {
    expect(found('', 'attempted')).toEqual([9]);
    expect(found('strings', 'solved')).toEqual([4, 5, 6]);
    expect(found('histo', 'solved')).toEqual([]);
  });
});

describe('topics', () => {
  it('come in the order of the course, and count the whole of themselves', () => {
    const topics = byTopic(ASSIGNMENTS, matching(ASSIGNMENTS, 'o', 'untouched'));
    expect(topics.map((topic) => topic.name)).toEqual([
      'Strings',
      'Lists and loops',
      'Dictionaries',
      'Functions',
      'Files',
    ]);
    expect(topics[0]).toMatchObject({ solved: 3, total: 5 });
  });

  it('stay together where the course comes back to one', () => {
    const [one, two, three] = ASSIGNMENTS.slice(2, 5);
    if (!one || !two || !three) throw new Error('the fixture changed');
    const course = [one, two, { ...three, topic: one.topic }];
    expect(byTopic(course, course).map((topic) => topic.assignments.length)).toEqual([2, 1]);
  });
});
