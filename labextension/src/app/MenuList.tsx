/** A menu that is open, with the keys of a menu. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { Button } from './Button';
import type { MenuItem } from './Menu';
import type { Translate } from './types';

interface MenuListProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly id: string;
  readonly t: Translate;
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The first entry gets the focus; Escape and Tab close it. */
export function MenuList({ label, items, id, onClose }: MenuListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => entries()[0]?.focus(), []);

  const press = (event: KeyboardEvent): void => {
    const all = entries();
    const step = STEPS[event.key];
    const at = all.findIndex((entry) => entry === document.activeElement);
    if (step !== undefined) all[step(at, all.length)]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul className="pp-menu" role="menu" id={id} aria-label={label} ref={list} onKeyDown={press}>
      {items
        .filter((item) => item.isEnabled())
        .map((item) => (
          <li key={item.label} role="none">
            <Button
              look="bare"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                onClose();
                item.run();
              }}
            >
              {item.label}
            </Button>
          </li>
        ))}
    </ul>
  );
}
