/** A small menu behind a button, with the keys of a menu. */
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactElement } from 'react';
import { Button } from './Button';
import { Icon } from './icons';

/** What a host offers for the assignment that is open. */
export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The button and, while it is open, the menu below it; Escape and Tab close it. */
export function Menu({ label, items }: MenuProps): ReactElement {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => {
    if (open) entries()[0]?.focus();
  }, [open]);

  const close = (): void => {
    button.current?.focus();
    setOpen(false);
  };
  const press = (event: KeyboardEvent): void => {
    const all = entries();
    const step = STEPS[event.key];
    const at = all.findIndex((entry) => entry === document.activeElement);
    if (step !== undefined) all[step(at, all.length)]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  const leave = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };

  return (
    <span className="pp-menu-place" onBlur={leave}>
      <Button
        look="icon"
        buttonRef={button}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </Button>
      {open ? (
        <ul className="pp-menu" role="menu" id={id} aria-label={label} ref={list} onKeyDown={press}>
          {items.map((item) => (
            <li key={item.label} role="none">
              <Button
                look="bare"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  close();
                  item.run();
                }}
              >
                {item.label}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </span>
  );
}
