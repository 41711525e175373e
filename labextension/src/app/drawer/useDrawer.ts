/** Whether the drawer is open, and the button that it belongs to. */
import { useCallback, useRef, useState, type RefObject } from 'react';

export interface Drawer {
  readonly open: boolean;
  /** There are several assignments to choose from. */
  readonly possible: boolean;
  readonly button: RefObject<HTMLButtonElement>;
  readonly toggle: () => void;
}

/** Closed, the focus goes back to the button; while it is not possible, the drawer is closed. */
export function useDrawer(possible: boolean): Drawer {
  const button = useRef<HTMLButtonElement>(null);
  const [wanted, setWanted] = useState(false);
  if (wanted && !possible) setWanted(false);
  const open = wanted && possible;
  const toggle = useCallback(() => {
    if (open) button.current?.focus();
    setWanted(!open);
  }, [open]);
  return { open, possible, button, toggle };
}
