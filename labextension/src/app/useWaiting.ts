/** What a person asks for while something is under way: begun where that can be, else said to have to wait. */
import { useEffect, useState } from 'react';
import type { Activity, Purpose } from '../state/model';
import { isFree, purposeOf } from '../state/select';
import type { Translate } from './types';

/** How long the word stays (ms). */
export const SAID_MS = 4000;

/** Begins what can begin now; `notice` is the word for what had to wait a moment ago, or empty. */
export function useWaiting(
  activity: Activity | null,
  t: Translate,
): { readonly begin: (purpose: Purpose, how: () => void) => void; readonly notice: string } {
  const [held, hold] = useState(false);
  const underWay = purposeOf(activity ?? undefined);
  useEffect(() => {
    if (!held) return undefined;
    const timer = setTimeout(() => hold(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [held]);
  if (held && underWay === null) hold(false);
  const words =
    underWay === 'submit' ? t('One moment: this is still being graded.') : t('One moment: the run goes on.');
  return {
    begin: (purpose, how) => {
      if (activity === null) return;
      if (isFree(activity, purpose)) how();
      else hold(true);
    },
    notice: held ? words : '',
  };
}
