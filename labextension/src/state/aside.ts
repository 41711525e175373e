/** What actions put aside, so that it can come back: pure functions on the drafts put aside, the latest last. */
import type { Kept } from './drafts';
import type { Banner, Other } from './model';

/** How many times an action can be undone. */
const STEPS = 5;

export type Aside = readonly Kept[];

/** One more; code that only replaced other code, and was not touched since, is not worth a step. */
export function putAside(aside: Aside, kept: Kept): Aside {
  const last = aside.at(-1);
  if (last === undefined || last.put !== kept.code || isChoice(last)) return [...aside, kept].slice(-STEPS);
  return [...aside.slice(0, -1), { ...kept, code: last.code, savedAt: last.savedAt }];
}

/**
 * A draft from elsewhere that waits for a choice, over what that place had put aside itself.
 *
 * The server has one draft: what it has now takes the place of what it had before.
 */
export function contested(aside: Aside, kept: Kept, theirs: Aside = []): Aside {
  const codes = new Set([kept, ...theirs].map((each) => each.code));
  const rest = aside.filter((each) => !codes.has(each.code) && !(isOfServer(kept) && isOfServer(each)));
  return [...theirs, ...rest, kept].slice(-STEPS);
}

/** Elsewhere the same was written: the choice is none any more. */
export function agreed(aside: Aside): Aside {
  return aside.filter((each) => !isOfServer(each));
}

/** The last one is in the editor now; of two drafts to choose from, or where it was written on since, `draft` is kept. */
export function taken(aside: Aside, draft: Other): Aside {
  const last = aside.at(-1);
  const rest = aside.slice(0, -1);
  if (last === undefined || (!isChoice(last) && last.put === draft.code)) return rest;
  return [...rest, { ...draft, put: last.code, why: { kind: 'chosen' } }];
}

/** The word about the last one was read: a choice is made by that, anything else is let go down to an open choice. */
export function read(aside: Aside): Aside {
  const last = aside.at(-1);
  if (last !== undefined && isOpen(last)) return [...aside.slice(0, -1), { ...last, why: { kind: 'chosen' } }];
  return aside.slice(0, aside.map(isOpen).lastIndexOf(true) + 1);
}

/** The word about the last one. */
export function wordOf(aside: Aside): Banner | undefined {
  const last = aside.at(-1);
  return last && { ...last.why, other: { code: last.code, savedAt: last.savedAt } };
}

/** Whether a person still has to choose between two drafts. */
export function isOpen({ why }: Kept): boolean {
  return why.kind === 'conflict';
}

function isOfServer({ why }: Kept): boolean {
  return why.kind === 'conflict' && why.where === 'browser';
}

function isChoice(kept: Kept): boolean {
  return isOpen(kept) || kept.why.kind === 'chosen';
}
