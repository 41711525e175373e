/** Times and durations as the interface writes them. */
import type { Translate } from './types';

/** A time as JSON carries it (RFC 3339), or milliseconds since 1970. */
export type Moment = string | number;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The person's own variety of the interface's language: British English has its own dates. */
export function locale({ language }: Translate): string {
  const name = (tag: string): string | undefined => tag.split('-')[0];
  return navigator.languages.find((tag) => name(tag) === name(language)) ?? language;
}

/** The time of day in 24 hours: "10:42", with seconds "10:42:07". */
export function clock(t: Translate, moment: Moment, seconds = false): string {
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Date(moment).toLocaleTimeString(locale(t), seconds ? { ...parts, second: '2-digit' } : parts);
}

/** When the day of that moment began, in this time zone. */
export function midnight(moment: Moment): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}

/** How many midnights ago it was. */
export function daysAgo(moment: Moment, now: number): number {
  return Math.round((midnight(now) - midnight(moment)) / DAY_MS);
}

function date(t: Translate, moment: Moment): string {
  return new Date(moment).toLocaleDateString(locale(t), { day: 'numeric', month: 'short' });
}

/** The day: "Today", "Yesterday", or "12 Mar". */
export function day(t: Translate, moment: Moment, now: number): string {
  return [t('Today'), t('Yesterday')][daysAgo(moment, now)] ?? date(t, moment);
}

/** The day within a sentence: "today", "yesterday", or "12 Mar". */
export function dayWithin(t: Translate, moment: Moment, now: number): string {
  return [t('today'), t('yesterday')][daysAgo(moment, now)] ?? date(t, moment);
}

/** Day and time: "Today 10:42". */
export function dayAndTime(t: Translate, moment: Moment, now: number): string {
  return `${day(t, moment, now)} ${clock(t, moment)}`;
}

/** A number as the interface's language writes it: "2.5". */
export function decimal(t: Translate, value: number, digits?: number): string {
  return value.toLocaleString(locale(t), {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits ?? 3,
  });
}

/** Seconds with one decimal: "1.2". */
export function tenths(t: Translate, milliseconds: number): string {
  return decimal(t, Math.max(0, milliseconds) / 1000, 1);
}

/** How long something took: "0.4 s", or "less than 0.1 s". */
export function duration(t: Translate, milliseconds: number): string {
  return milliseconds < 50 ? t('less than %1 s', decimal(t, 0.1)) : t('%1 s', tenths(t, milliseconds));
}

/** Whole seconds until a moment, never below 0. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000));
}

/** Characters as a person counts them: an emoji is one. */
export function characters(text: string): string[] {
  return Array.from(text);
}

/** Code with line ends as the server keeps them, so that codes can be compared. */
export function normalised(code: string): string {
  return code.replace(/\r\n?/g, '\n');
}
