/** What the result card of an assignment is about: pure functions on the world. */
import type { Submission } from '../client/contract';
import type { Tried } from './model';
import { isSettled } from './track';
import { type Shown, without, type World } from './world';

/** The card of the assignment is about this from now on. */
export function showing(world: World, assignmentId: string, shown: Shown): World {
  return { ...world, shown: { ...world.shown, [assignmentId]: shown } };
}

/** The card of the assignment is about nothing. */
export function cleared(world: World, assignmentId: string): World {
  return { ...world, shown: without(world.shown, assignmentId) };
}

export function submissionShown(submission: Submission, same = false): Shown {
  return { kind: 'submission', id: submission.id, same, openedOver: null };
}

/** A person opened an attempt: it stays until something else is sent, or other code comes into the editor. */
export function opened(world: World, { id, assignment_id }: Submission): World {
  const openedOver = world.drafts[assignment_id]?.code ?? null;
  return showing(world, assignment_id, { kind: 'submission', id, same: false, openedOver });
}

/** There is news of a submission: the card was left in doubt about it, or waits for it after a reload, or follows. */
export function claimed(world: World, submission: Submission): World {
  const id = submission.assignment_id;
  const shown = world.shown[id];
  const doubtful = shown?.kind === 'refused' && shown.lost && shown.tried.code === submission.code;
  const resumed = shown === undefined && !isSettled(submission);
  return doubtful || resumed ? showing(world, id, submissionShown(submission)) : followed(world, id);
}

/** The card goes over to the newest attempt, from wherever it was sent, where the editor holds its code. */
export function followed(world: World, assignmentId: string): World {
  const assignment = world.assignments.find((each) => each.id === assignmentId);
  const newest = world.attempts[assignmentId]?.items[0];
  if (assignment === undefined || newest === undefined || newest.attempt < assignment.attempts) return world;
  const fits = newest.revision === assignment.revision && newest.code === world.drafts[assignmentId]?.code;
  const free = isFree(world, world.shown[assignmentId], newest);
  return fits && free ? showing(world, assignmentId, submissionShown(newest)) : world;
}

/** Whether the card is done with what it shows, and that is older. */
function isFree(world: World, shown: Shown | undefined, newest: Submission): boolean {
  switch (shown?.kind) {
    case 'submitting':
      return false;
    case 'run':
      return world.runs[shown.id] !== undefined;
    case 'submission': {
      const track = world.tracks[shown.id]?.submission ?? null;
      return isSettled(track) && (track?.attempt ?? 0) < newest.attempt && shown.openedOver !== newest.code;
    }
    default:
      return true;
  }
}

/** The server does not know this submission, or run, any more. */
export function forgotten(world: World, id: string): World {
  const after = { ...world, tracks: without(world.tracks, id) };
  const about = Object.entries(world.shown).find(([, shown]) => 'id' in shown && shown.id === id);
  if (about === undefined) return after;
  const [assignmentId, shown] = about;
  const tried = triedOf(shown) ?? { purpose: 'submit', code: world.tracks[id]?.submission?.code ?? '', stdin: null };
  const trouble = { code: 'unknown-submission', message: null, retryAt: null, lost: false } as const;
  return showing(after, assignmentId, { kind: 'refused', ...trouble, tried });
}

/** The run that a card is about; null where it is about something else. */
function triedOf(shown: Shown): Tried | null {
  if (shown.kind !== 'run') return null;
  return { purpose: shown.stdin === null ? 'run' : 'input', code: shown.code, stdin: shown.stdin };
}
