/** Going on by itself: after a solve that one has watched, the next assignment opens unless one stays. */
import { useEffect, useState } from 'react';
import type { PracticeActions } from '../state/model';
import { busy as isBusy } from '../state/select';
import type { Shown } from './useShown';

/** Long enough to read the result and to say no (ms). */
export const MOMENT = 5000;

interface Watched {
  readonly id: string | null;
  readonly busy: boolean;
  /** The code that was solved, while the next assignment is about to open. */
  readonly solved: string | null;
}

/** Whether the next assignment is about to open, and how to stay; writing on stays, too. */
export function useOnward(
  wished: boolean,
  shown: Shown | null,
  actions: PracticeActions,
): { readonly soon: boolean; readonly stay: () => void } {
  const id = shown?.assignment.id ?? null;
  const busy = shown !== null && isBusy(shown.activity);
  const [watched, setWatched] = useState<Watched>({ id, busy, solved: null });
  if (watched.id !== id || watched.busy !== busy) {
    const seen = watched.id === id && watched.busy && !busy;
    const gained = shown?.activity.kind === 'graded' && shown.activity.gained;
    setWatched({ id, busy, solved: wished && seen && gained ? shown.code : null });
  }
  const stay = (): void => setWatched({ id, busy, solved: null });
  if (watched.solved !== null && watched.solved !== shown?.code) stay();
  const next = watched.solved === null ? null : (shown?.next?.id ?? null);
  useEffect(() => {
    if (next === null) return undefined;
    const timer = setTimeout(() => actions.open(next), MOMENT);
    return () => clearTimeout(timer);
  }, [next, actions]);
  return { soon: next !== null, stay };
}
