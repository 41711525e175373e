/** A small menu behind a button. */
import { useId, useRef, useState, type FocusEvent, type ReactElement } from 'react';
import { Button } from './Button';
import { Icon } from './icons';
import { MenuList } from './later';
import type { Translate } from './types';

/** What a host offers for the assignment that is open. */
export interface MenuItem {
  readonly label: string;
  /** Whether the page can do it; what it cannot is left out. */
  readonly isEnabled: () => boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly t: Translate;
}

/** The button and, while it is open, the menu below it. */
export function Menu({ label, items, t }: MenuProps): ReactElement {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (): void => {
    button.current?.focus();
    setOpen(false);
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
      {open ? <MenuList label={label} items={items} id={id} t={t} onClose={close} /> : null}
    </span>
  );
}
