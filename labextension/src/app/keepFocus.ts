/** Keeps the focus inside the app when what had it goes away: on the page's body no key of the app works. */
import { useEffect, type RefObject } from 'react';
import { focusRegion } from './regions';

/** What had the focus last, and the region it was in. */
interface Holder {
  readonly element: Element;
  readonly region: string;
}

/** A banner is about the code and belongs to no region. */
const USUAL = 'editor';

function holder(element: EventTarget | null): Holder | null {
  if (!(element instanceof Element)) return null;
  return { element, region: element.closest<HTMLElement>('[data-pp-region]')?.dataset['ppRegion'] ?? USUAL };
}

/** Moves the focus to its region where a button or row that had it is taken out of the page. */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const app = root.current;
    if (app === null) return undefined;
    let last: Holder | null = null;
    const enter = (event: FocusEvent): void => void (last = holder(event.target));
    const leave = (event: FocusEvent): void => {
      const left = event.target;
      // Some browsers tell a removal as leaving, while the element is still there.
      setTimeout(() => {
        if (last?.element === left && last.element.isConnected && document.activeElement !== left) last = null;
      });
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.element.isConnected) return;
      const { region } = last;
      last = null;
      if (document.activeElement === document.body || document.activeElement === null) focusRegion(app, region);
    });
    app.addEventListener('focusin', enter);
    app.addEventListener('focusout', leave);
    observer.observe(app, { childList: true, subtree: true });
    return () => {
      app.removeEventListener('focusin', enter);
      app.removeEventListener('focusout', leave);
      observer.disconnect();
    };
  }, [root]);
}
