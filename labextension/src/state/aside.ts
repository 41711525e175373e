/** What actions put aside, so that it can come back: pure functions on the drafts put aside, the latest last. */
import type { Kept } from './drafts';

/** How many times an action can be undone. */
const STEPS = 5;

export type Aside = readonly Kept[];

/** One more; code that only replaced other code, and was not touched since, is not worth a step. */
export function putAside(aside: Aside, kept: Kept): Aside {
  const last = aside.at(-1);
  if (last === undefined || last.put !== kept.code || isChoice(last)) return [...aside, kept].slice(-STEPS);
  return [...aside.slice(0, -1), { ...kept, code: last.code }];
}

/** A draft from elsewhere that waits for a choice, over what that place had put aside itself. */
export function contested(aside: Aside, kept: Kept, theirs: Aside = []): Aside {
  const codes = new Set([kept, ...theirs].map((each) => each.code));
  return [...theirs, ...aside.filter((each) => !codes.has(each.code)), kept].slice(-STEPS);
}

/** The last one is in the editor now; of two drafts to choose from, or where it was written on since, `code` is kept. */
export function taken(aside: Aside, code: string): Aside {
  const last = aside.at(-1);
  const rest = aside.slice(0, -1);
  if (last === undefined || (!isChoice(last) && last.put === code)) return rest;
  return [...rest, { code, put: last.code, banner: { kind: 'chosen' } }];
}

/** The word about the last one was read: a choice is made by that, anything else is let go down to an open choice. */
export function read(aside: Aside): Aside {
  const last = aside.at(-1);
  if (last !== undefined && isOpen(last)) return [...aside.slice(0, -1), { ...last, banner: { kind: 'chosen' } }];
  return aside.slice(0, aside.map(isOpen).lastIndexOf(true) + 1);
}

/** Whether a person still has to choose between two drafts. */
export function isOpen(kept: Kept): boolean {
  return kept.banner.kind === 'conflict';
}

function isChoice(kept: Kept): boolean {
  return isOpen(kept) || kept.banner.kind === 'chosen';
}
