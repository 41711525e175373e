/** Where a person writes: edits, what was put aside, and when it goes to the browser's storage. */
import type { Assignment, Submission } from '../client/contract';
import type { DraftStore, Kept, Stored } from './drafts';
import { edited, recalled, revised, saved, substituted, withBanner } from './editing';
import type { Banner } from './model';
import type { World } from './world';

/** Keystrokes this close together (ms) are written once. */
export const SAVE_AFTER = 400;

/** How many times an action can be undone. */
const KEPT = 5;

/** The world as an effect sees it: read, and changed by a pure function. */
export interface Holder {
  readonly world: World;
  change(step: (world: World) => World): void;
  /** The moment now; what is learned from here on is younger. */
  tick(): number;
}

export class Desk {
  private readonly kept = new Map<string, readonly Kept[]>();
  /** When the stored draft was written that this tab knows of. */
  private readonly seen = new Map<string, number>();
  private readonly dirty = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly holder: Holder,
    private readonly drafts: DraftStore,
  ) {
    this.stop = drafts.watch((assignmentId) => this.takeIn(assignmentId));
  }

  /** Brings the drafts of new assignments into the editor's reach, and those of newer revisions up to date. */
  prepare(before: readonly Assignment[], after: readonly Assignment[]): void {
    const known = new Map(before.map((each) => [each.id, each]));
    for (const assignment of after) {
      const old = known.get(assignment.id);
      if (old === undefined) this.recall(assignment);
      else this.holder.change((world) => revised(world, old, assignment));
    }
  }

  edit(assignmentId: string, code: string): void {
    this.holder.change((world) => edited(world, assignmentId, code));
    this.later(assignmentId);
  }

  /** Puts other code into the editor; what was there comes back by `undo`. */
  replace(assignmentId: string, code: string, banner: Banner): void {
    const draft = this.holder.world.drafts[assignmentId];
    if (draft === undefined || draft.code === code) return;
    this.putAside(assignmentId, { code: draft.code, put: code, banner });
    this.holder.change((world) => substituted(world, assignmentId, code, banner));
    this.later(assignmentId);
  }

  /** Without a draft in this browser the editor begins with the code last submitted, unless it was written in. */
  begin(newest: Submission): void {
    const id = newest.assignment_id;
    const assignment = this.holder.world.assignments.find((each) => each.id === id);
    const draft = this.holder.world.drafts[id];
    const free = draft?.code === assignment?.starter_code && draft?.savedAt === null && !this.dirty.has(id);
    if (!free || newest.code === assignment?.starter_code || this.drafts.read(id) !== null) return;
    const banner: Banner = { kind: 'resumed', attempt: newest.attempt };
    this.holder.change((world) => substituted(world, id, newest.code, banner));
  }

  /** Brings back what was put aside last. */
  undo(assignmentId: string): void {
    const kept = this.kept.get(assignmentId) ?? [];
    const last = kept.at(-1);
    if (last === undefined) return;
    const rest = kept.slice(0, -1);
    this.kept.set(assignmentId, rest);
    this.holder.change((world) => substituted(world, assignmentId, last.code, rest.at(-1)?.banner));
    this.later(assignmentId);
  }

  /** The word was read; what was put aside is let go. */
  dismiss(assignmentId: string): void {
    this.holder.change((world) => withBanner(world, assignmentId, undefined));
    if (this.kept.delete(assignmentId)) this.later(assignmentId);
  }

  /** Writes what is not written yet, at once. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const assignmentId of [...this.dirty]) this.write(assignmentId);
  }

  close(): void {
    this.flush();
    this.stop();
  }

  private recall(assignment: Assignment): void {
    const stored = this.drafts.read(assignment.id);
    if (stored !== null) {
      this.kept.set(assignment.id, stored.kept);
      this.seen.set(assignment.id, stored.savedAt);
    }
    this.holder.change((world) => recalled(world, assignment, stored));
  }

  private later(assignmentId: string): void {
    this.dirty.add(assignmentId);
    this.timer ??= setTimeout(() => this.flush(), SAVE_AFTER);
  }

  private write(assignmentId: string): void {
    this.dirty.delete(assignmentId);
    this.respect(assignmentId, this.drafts.read(assignmentId));
    const now = Date.now();
    const written = this.drafts.write(assignmentId, this.toStore(assignmentId, now));
    if (written) this.seen.set(assignmentId, now);
    this.holder.change((world) => saved(world, assignmentId, written ? now : null));
  }

  private toStore(assignmentId: string, savedAt: number): Stored | null {
    const { assignments, drafts } = this.holder.world;
    const assignment = assignments.find((each) => each.id === assignmentId);
    const code = drafts[assignmentId]?.code;
    const kept = this.kept.get(assignmentId) ?? [];
    // Once there are attempts, the template is a choice to be kept: without a draft the last attempt would come back.
    const pristine = code === assignment?.starter_code && assignment?.status === 'untouched';
    if (code === undefined || (pristine && kept.length === 0)) return null;
    return { code, savedAt, revision: assignment?.revision ?? 0, kept };
  }

  /** Another tab wrote: its draft is taken in, unless this one is being edited; then it is put aside. */
  private takeIn(assignmentId: string): void {
    const stored = this.drafts.read(assignmentId);
    const draft = this.holder.world.drafts[assignmentId];
    if (draft === undefined) return;
    if (this.dirty.has(assignmentId)) {
      this.respect(assignmentId, stored);
      return;
    }
    if (stored !== null) {
      this.kept.set(assignmentId, stored.kept);
      this.seen.set(assignmentId, stored.savedAt);
    }
    const assignment = this.holder.world.assignments.find((each) => each.id === assignmentId);
    const code = stored?.code ?? assignment?.starter_code ?? '';
    this.holder.change((world) => saved(edited(world, assignmentId, code), assignmentId, stored?.savedAt ?? null));
  }

  /** A different draft that is newer than what this tab last saw is put aside before it is written over. */
  private respect(assignmentId: string, stored: Stored | null): void {
    const draft = this.holder.world.drafts[assignmentId];
    if (stored === null || draft === undefined || stored.code === draft.code) return;
    if (stored.savedAt <= (this.seen.get(assignmentId) ?? 0)) return;
    this.seen.set(assignmentId, stored.savedAt);
    const banner: Banner = { kind: 'other-tab', savedAt: stored.savedAt };
    this.putAside(assignmentId, { code: stored.code, put: draft.code, banner });
    this.holder.change((world) => withBanner(world, assignmentId, banner));
  }

  /** Remembers it for `undo`; code that only replaced other code, and was not touched since, is not worth a step. */
  private putAside(assignmentId: string, kept: Kept): void {
    const before = this.kept.get(assignmentId) ?? [];
    const last = before.at(-1);
    const after = last?.put === kept.code ? [...before.slice(0, -1), { ...kept, code: last.code }] : [...before, kept];
    this.kept.set(assignmentId, after.slice(-KEPT));
  }
}
