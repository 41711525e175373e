import { describe, expect, it } from 'vitest';
import { bounds, within } from './serverClock';

const AT = Date.parse('2030-01-01T10:00:00Z');
const DATE = 'Tue, 01 Jan 2030 10:00:00 GMT';

/** What is believed after a reply with that date, asked for and come at these moments of this machine. */
function believed(ahead: number, sent: number, came: number): number {
  const set = bounds(DATE, sent, came);
  if (set === null) throw new Error('the date could not be read');
  return within(ahead, set);
}

describe('the clock of the server', () => {
  it('is believed to be that of this machine while replies agree', () => {
    expect(believed(0, AT, AT + 20)).toBe(0);
    expect(believed(0, AT + 980, AT + 1000)).toBe(0);
  });

  it('is not put wrong by a reply that was held for long', () => {
    expect(believed(0, AT, AT + 15_000)).toBe(0);
    expect(believed(0, AT - 15_000, AT)).toBe(0);
  });

  it('is found to be ahead or behind within a second', () => {
    const behind = believed(0, AT + 3_600_000, AT + 3_600_020);
    expect(behind).toBe(-3_599_000);
    expect(believed(behind, AT + 3_600_000, AT + 3_600_020)).toBe(behind);
    expect(believed(0, AT - 3_600_020, AT - 3_600_000)).toBe(3_600_000);
  });

  it('is unknown where a reply tells no time', () => {
    expect(bounds(null, 0, 0)).toBeNull();
    expect(bounds('soon', 0, 0)).toBeNull();
  });
});
