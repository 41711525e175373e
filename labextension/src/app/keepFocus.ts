/** Keeps the focus inside the app when what had it goes away or is hidden: on the page's body no key of the app works. */
import { useEffect, type RefObject } from 'react';
import { focusRegion, isShown } from './regions';

/** What had the focus last, and the region it was in. */
interface Holder {
  readonly element: Element;
  readonly region: string;
}

function isThere(element: Element): boolean {
  return element.isConnected && isShown(element);
}

/** A banner is about the code and belongs to no region. */
const USUAL = 'editor';

function holder(element: EventTarget | null): Holder | null {
  if (!(element instanceof Element)) return null;
  return { element, region: element.closest<HTMLElement>('[data-pp-region]')?.dataset['ppRegion'] ?? USUAL };
}

/** Moves the focus to its region where what had it is taken out of the page, or out of sight by another view or width. */
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
        if (last?.element === left && isThere(last.element) && document.activeElement !== left) last = null;
      });
    };
    const look = (): void => {
      if (last === null || isThere(last.element)) return;
      const { element, region } = last;
      last = null;
      // A hidden element loses the focus only when the page is painted next.
      if ([document.body, element, null].includes(document.activeElement)) focusRegion(app, region);
    };
    // That something came or went elsewhere hides nothing. Asked then, a width that is about to change would count,
    // before the app has chosen the view that goes with it.
    const changes = new MutationObserver((records) => {
      if (last?.element.isConnected !== true || records.some((one) => one.type === 'attributes')) look();
    });
    const sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(look);
    app.addEventListener('focusin', enter);
    app.addEventListener('focusout', leave);
    changes.observe(app, { childList: true, subtree: true, attributeFilter: ['data-view'] });
    sizes?.observe(app);
    return () => {
      app.removeEventListener('focusin', enter);
      app.removeEventListener('focusout', leave);
      changes.disconnect();
      sizes?.disconnect();
    };
  }, [root]);
}
