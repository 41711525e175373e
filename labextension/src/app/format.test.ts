import { describe, expect, it } from 'vitest';
import { clock, day, dayWithin, decimal, duration, tenths } from './format';
import { untranslated as t, type Translate } from './types';

const german: Translate = Object.assign((...given: Parameters<Translate>) => t(...given), { language: 'de-DE' });
const now = new Date(2030, 2, 14, 12).getTime();
const earlier = new Date(2030, 2, 1, 9, 5).getTime();

describe('times and numbers', () => {
  it("are written as the interface's language does", () => {
    expect([tenths(t, 1234), tenths(german, 1234)]).toEqual(['1.2', '1,2']);
    expect([decimal(t, 2.5), decimal(german, 2.5), decimal(german, 2400)]).toEqual(['2.5', '2,5', '2400']);
    expect([duration(german, 20), duration(german, 400)]).toEqual(['less than 0,1 s', '0,4 s']);
    expect([day(t, earlier, now), day(german, earlier, now)]).toEqual(['Mar 1', '1. März']);
    expect([clock(t, earlier), clock(german, earlier, true)]).toEqual(['09:05', '09:05:00']);
  });

  it('name a day by its distance, at the start and within a sentence', () => {
    const yesterday = now - 24 * 60 * 60 * 1000;
    expect([day(t, now, now), dayWithin(t, yesterday, now)]).toEqual(['Today', 'yesterday']);
    expect(dayWithin(t, earlier, now)).toBe('Mar 1');
  });
});
