/** Moving among the app's regions (F6) and its failed tests (F8), by what the components mark in the page. */

/** What is reached by Tab; of a group with one stop that is its current member. */
const FOCUSABLE = 'button:not([tabindex="-1"]), a[href], summary, [tabindex="0"], .cm-content, h2[tabindex]';

/** Whether an element is laid out. */
export function isShown(element: Element): boolean {
  // jsdom lays nothing out and has no such method: there everything counts as shown.
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}

function marked(root: HTMLElement, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)].filter(isShown);
}

/** The entry after (1) or before (-1) the current one; from nowhere the first or the last; round the ends. */
function step<T>(list: readonly T[], current: number, by: 1 | -1): T | undefined {
  if (current < 0) return by === 1 ? list[0] : list[list.length - 1];
  return list[(current + by + list.length) % list.length];
}

/**
 * Puts the focus into the next or previous region: its first control, or the region itself.
 *
 * One that another view hides is brought into view by `reveal`, which gets its name.
 */
export function moveRegion(root: HTMLElement, by: 1 | -1, reveal: (region: string) => void): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-pp-region]')];
  const inside = regions.findIndex((region) => region.contains(document.activeElement));
  const target = step(regions, inside, by);
  if (target === undefined) return;
  if (!isShown(target)) reveal(target.dataset['ppRegion'] ?? '');
  enter(target);
}

function enter(region: HTMLElement, options: FocusOptions = {}): void {
  const entry = region.dataset['ppRegion'] === 'result' ? 'h2' : FOCUSABLE;
  (marked(region, entry)[0] ?? region).focus(options);
}

/** Puts the focus into the region of that name; where that is not shown into the view in its place, or the first one. */
export function focusRegion(root: HTMLElement, name: string): void {
  const regions = marked(root, '[data-pp-region]');
  const named = (one: string): HTMLElement | undefined => regions.find((region) => region.dataset['ppRegion'] === one);
  const target = named(name) ?? named('handout') ?? regions[0];
  if (target !== undefined) enter(target, { preventScroll: true });
}

/** Puts the focus on the next failed test's row and opens it; returns its number, or null when nothing failed. */
export function nextFailure(root: HTMLElement): number | null {
  const rows = marked(root, '[data-pp-failed]');
  const target = step(
    rows,
    rows.findIndex((row) => row === document.activeElement),
    1,
  );
  if (target === undefined) {
    root.querySelector<HTMLElement>('[data-pp-region="result"] h2')?.focus();
    return null;
  }
  if (target.getAttribute('aria-expanded') === 'false') target.click();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
  return Number(target.dataset['ppTest']);
}
