/** What the keys do in the drawer: moving in the list, and staying inside with Tab. */
import type { KeyboardEvent } from 'react';

const PAGE = 10;
const FOCUSABLE = 'button, input, [role="listbox"]';

/** Where a key leads from a place in a list; null for a key that does not move. */
export function moved(key: string, from: number, length: number): number | null {
  const to = new Map([
    ['ArrowDown', from + 1],
    ['ArrowUp', from - 1],
    ['PageDown', from + PAGE],
    ['PageUp', from - PAGE],
    ['Home', 0],
    ['End', length - 1],
  ]).get(key);
  return to === undefined ? null : Math.min(Math.max(to, 0), length - 1);
}

/** Whether a key, pressed in the list, is meant for the filter. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key === 'Backspace' || (event.key.length === 1 && event.key !== ' ');
}

/** Tab goes round inside the dialog. */
export function keepInside(event: KeyboardEvent, dialog: HTMLElement): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
