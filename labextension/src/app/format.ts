/** Times, durations and lists of numbers as the interface writes them. */
import type { Translate } from './types';

/** A time as JSON carries it (RFC 3339), or milliseconds since 1970. */
export type Moment = string | number;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The time of day in 24 hours: "10:42", with seconds "10:42:07". */
export function clock(moment: Moment, seconds = false): string {
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Date(moment).toLocaleTimeString(undefined, seconds ? { ...parts, second: '2-digit' } : parts);
}

/** When the day of that moment began, in this time zone. */
export function midnight(moment: Moment): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}

/** The day: "Today", "Yesterday", or "12 Mar". */
export function day(t: Translate, moment: Moment, now: number): string {
  const days = Math.round((midnight(now) - midnight(moment)) / DAY_MS);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  return new Date(moment).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
}

/** Day and time: "Today 10:42". */
export function dayAndTime(t: Translate, moment: Moment, now: number): string {
  return `${day(t, moment, now)} ${clock(moment)}`;
}

/** Seconds with one decimal: "1.2". */
export function tenths(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(1);
}

/** How long something took: "0.4 s", or "less than 0.1 s". */
export function duration(t: Translate, milliseconds: number): string {
  return milliseconds < 50 ? t('less than 0.1 s') : t('%1 s', tenths(milliseconds));
}

/** Whole seconds until a moment, never below 0. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000));
}

/** Test numbers in words: "Test 3", "Tests 1 to 3", "Tests 1, 4 and 6". */
export function testNumbers(t: Translate, numbers: readonly number[]): string {
  const first = numbers[0] ?? 0;
  const last = numbers[numbers.length - 1] ?? 0;
  if (numbers.length === 1) return t('Test %1', first);
  if (numbers.length > 2 && last - first === numbers.length - 1) return t('Tests %1 to %2', first, last);
  return t('Tests %1 and %2', numbers.slice(0, -1).join(', '), last);
}

/** Code with line ends as the server keeps them, so that codes can be compared. */
export function normalised(code: string): string {
  return code.replace(/\r\n?/g, '\n');
}
