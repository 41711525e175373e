/** Which view of an assignment is on show, and whether its result is folded. */
import { useState } from 'react';
import type { Purpose } from '../state/model';
import type { View } from './Views';

interface Place {
  readonly id: string | null;
  /** What was under way when it was looked at last. */
  readonly purpose: Purpose | null;
  readonly view: View;
  readonly collapsed: boolean;
}

/**
 * Which view and whether the result is folded, for the assignment that is open.
 *
 * An attempt that begins, by whatever button, key or command of the host, brings code and result into view.
 */
export function usePlace(
  currentId: string | null,
  purpose: Purpose | null,
  narrow: boolean,
): {
  readonly view: View;
  readonly collapsed: boolean;
  readonly setView: (view: View) => void;
  readonly setCollapsed: (collapsed: boolean) => void;
  /** Brings code and result into view. */
  readonly showResult: () => void;
} {
  const fresh: Place = { id: currentId, purpose, view: 'handout', collapsed: false };
  const [place, setPlace] = useState<Place>(fresh);
  const shown = (at: Place): Place => ({ ...at, view: narrow ? 'code' : at.view, collapsed: false });
  let here = place.id === currentId ? place : fresh;
  if (here.purpose !== purpose) here = purpose === null ? { ...here, purpose } : shown({ ...here, purpose });
  if (here !== place) setPlace(here);
  return {
    view: here.view,
    collapsed: here.collapsed,
    setView: (view) => setPlace({ ...here, view }),
    setCollapsed: (collapsed) => setPlace({ ...here, collapsed }),
    showResult: () => setPlace(shown(here)),
  };
}
