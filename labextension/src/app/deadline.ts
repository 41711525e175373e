/** When an assignment closes, in words and in the viewer's time zone. */
import { clock, DAY_MS, locale, midnight } from './format';
import { MINUTE_MS } from './hooks';
import type { Translate } from './types';

export interface Deadline {
  /** Soon: the minutes are counted. */
  readonly kind: 'open' | 'soon' | 'closed';
  readonly words: string;
  /** The same, and what can still be done. */
  readonly notice: string;
}

const HOUR_MS = 60 * MINUTE_MS;

function dayInWords(t: Translate, due: number, now: number): string {
  const days = Math.round((midnight(due) - midnight(now)) / DAY_MS);
  if (days >= -1 && days <= 1) return [t('yesterday'), t('today'), t('tomorrow')][days + 1] ?? '';
  const at = new Date(due);
  const weekday = at.toLocaleDateString(locale(t), { weekday: 'long' });
  const year = at.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return `${weekday} ${at.toLocaleDateString(locale(t), { day: 'numeric', month: 'short', year })}`;
}

function closesIn(t: Translate, left: number): string {
  const minutes = Math.ceil(left / MINUTE_MS);
  return minutes <= 1 ? t('Closes in less than a minute') : t(['Closes in %1 minute', 'Closes in %1 minutes'], minutes);
}

/** The deadline at `now`, both in milliseconds since 1970; the server takes what comes in the very moment. */
export function deadline(t: Translate, due: number, now: number): Deadline {
  const left = due - now;
  if (left >= 0 && left <= HOUR_MS) {
    const words = closesIn(t, left);
    return { kind: 'soon', words, notice: words };
  }
  const when = [dayInWords(t, due, now), clock(t, due)];
  if (left > 0) {
    const words = t('Due %1, %2', ...when);
    return { kind: 'open', words, notice: words };
  }
  const notice = t('Closed %1, %2: you can still run your code', ...when);
  return { kind: 'closed', words: t('Closed %1, %2', ...when), notice };
}

/** When the words next change: at the last hour, in it every minute, at the end, and when the day does. */
export function nextChange(due: number, now: number): number {
  const tomorrow = new Date(now).setHours(24, 0, 0, 0);
  const left = due - now;
  if (left < 0) return tomorrow;
  if (left > HOUR_MS) return Math.min(tomorrow, due - HOUR_MS);
  const minutes = Math.ceil(left / MINUTE_MS) - 1;
  return minutes > 0 ? due - minutes * MINUTE_MS : due + 1;
}
