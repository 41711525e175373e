/** What happens to drafts: pure functions on the world. */
import type { Assignment } from '../client/contract';
import { wordOf } from './aside';
import type { Stored } from './drafts';
import type { Banner, Draft, Place } from './model';
import type { World } from './world';

/** The draft of an assignment that came into view: as the browser kept it, or the starter. */
export function recalled(world: World, assignment: Assignment, stored: Stored | null): World {
  if (stored === null) return withDraft(world, assignment.id, pristine(assignment));
  const { code, savedAt, sent } = stored;
  const draft: Draft = { code, savedAt, place: sent ? 'server' : 'browser' };
  return withBanner(withDraft(world, assignment.id, draft), assignment.id, recallBanner(assignment, stored));
}

function recallBanner(assignment: Assignment, stored: Stored): Banner | undefined {
  const word = wordOf(stored.kept);
  if (word !== undefined) return word;
  if (stored.code === assignment.starter_code || assignment.status === 'solved') return undefined;
  return stored.revision < assignment.revision ? { kind: 'changed' } : { kind: 'draft', savedAt: stored.savedAt };
}

/** The assignment has another revision: a draft stays, an untouched starter becomes the new one. */
export function revised(world: World, before: Assignment, after: Assignment): World {
  if (before.revision === after.revision) return world;
  const draft = world.drafts[after.id];
  if (draft === undefined || draft.code === before.starter_code) {
    const fresh = withDraft(world, after.id, pristine(after));
    return before.id === world.currentId ? withBanner(fresh, after.id, { kind: 'changed' }) : fresh;
  }
  return withBanner(world, after.id, { kind: 'changed' });
}

export function edited(world: World, assignmentId: string, code: string): World {
  const draft = world.drafts[assignmentId];
  if (draft?.code === code) return world;
  const { savedAt, place } = draft ?? { savedAt: null, place: 'browser' };
  return withDraft(world, assignmentId, { code, savedAt, place });
}

/** The draft is on disk since `savedAt`; null: the browser would not keep it. */
export function saved(world: World, assignmentId: string, savedAt: number | null): World {
  const draft = world.drafts[assignmentId];
  return draft === undefined ? world : withDraft(world, assignmentId, { ...draft, savedAt });
}

/** Where the draft is kept from now on. */
export function placed(world: World, assignmentId: string, place: Place): World {
  const draft = world.drafts[assignmentId];
  if (draft === undefined || draft.place === place) return world;
  return withDraft(world, assignmentId, { ...draft, place });
}

/** Other code in the editor, with a word about it; what was there is put aside by the caller. */
export function substituted(world: World, assignmentId: string, code: string, banner: Banner | undefined): World {
  return withBanner(edited(world, assignmentId, code), assignmentId, banner);
}

/** What the browser keeps of a draft; null: nothing was written yet. */
export function toStore(world: World, assignmentId: string, about: Omit<Stored, 'code' | 'revision'>): Stored | null {
  const assignment = world.assignments.find((each) => each.id === assignmentId);
  const code = world.drafts[assignmentId]?.code;
  // Once there are attempts, or a draft on the server, the template is a choice to be kept.
  const untouched = assignment?.status === 'untouched' && about.version === 0 && about.kept.length === 0;
  if (code === undefined || (untouched && code === assignment.starter_code)) return null;
  return { code, revision: assignment?.revision ?? 0, ...about };
}

export function withBanner(world: World, assignmentId: string, banner: Banner | undefined): World {
  return { ...world, banners: { ...world.banners, [assignmentId]: banner } };
}

function withDraft(world: World, assignmentId: string, draft: Draft): World {
  return { ...world, drafts: { ...world.drafts, [assignmentId]: draft } };
}

function pristine(assignment: Assignment): Draft {
  return { code: assignment.starter_code, savedAt: null, place: 'browser' };
}
