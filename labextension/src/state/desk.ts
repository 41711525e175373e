/** Where a person writes: edits, what was put aside, and when it goes to the browser's storage. */
import type { Assignment, Submission } from '../client/contract';
import { agreed, type Aside, contested, isOpen, putAside, read, taken, wordOf } from './aside';
import { followed } from './card';
import type { DraftStore, Stored } from './drafts';
import { edited, placed, recalled, revised, saved, substituted, toStore, withBanner } from './editing';
import type { Banner, Other, Place, Why } from './model';
import { joined, type Standing, UNTOUCHED } from './standing';
import type { Holder } from './world';

/** Keystrokes this close together (ms) are written once. */
export const SAVE_AFTER = 400;

export class Desk {
  private readonly aside = new Map<string, Aside>();
  /** The code in the browser's storage that this tab knows of. */
  private readonly seen = new Map<string, string>();
  private readonly standings = new Map<string, Standing>();
  private readonly dirty = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly holder: Holder,
    private readonly drafts: DraftStore,
    /** Called when a person changed a draft. */
    private readonly changed: (assignmentId: string) => void,
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
    this.holder.changeByKey((world) => edited(world, assignmentId, code));
    this.touched(assignmentId);
  }

  /** Puts other code into the editor; what was there comes back by `undo`. */
  replace(assignmentId: string, code: string, why: Why): void {
    const draft = this.draft(assignmentId);
    if (draft === null || draft.code === code) return;
    const after = putAside(this.asideOf(assignmentId), { ...draft, put: code, why });
    this.aside.set(assignmentId, after);
    this.holder.change((world) => substituted(world, assignmentId, code, wordOf(after)));
    this.touched(assignmentId);
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

  /** Brings back what was put aside last; of two drafts to choose from the other one. */
  undo(assignmentId: string): void {
    const before = this.asideOf(assignmentId);
    const last = before.at(-1);
    const draft = this.draft(assignmentId);
    if (last === undefined || draft === null) return;
    const after = taken(before, draft);
    this.aside.set(assignmentId, after);
    this.holder.change((world) => substituted(world, assignmentId, last.code, wordOf(after)));
    this.touched(assignmentId);
  }

  /** The word was read. One that lay over another uncovers it; one about what was put aside lets that go. */
  dismiss(assignmentId: string): void {
    const before = this.asideOf(assignmentId);
    const last = before.at(-1);
    const about = last !== undefined && this.holder.world.banners[assignmentId]?.kind === last.why.kind;
    const after = about ? read(before) : before;
    this.aside.set(assignmentId, after);
    this.holder.change((world) => withBanner(world, assignmentId, wordOf(after)));
    if (!about) return;
    if (isOpen(last)) this.touched(assignmentId);
    else this.later(assignmentId);
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

  standing(assignmentId: string): Standing {
    return this.standings.get(assignmentId) ?? UNTOUCHED;
  }

  /** Whether a person still has to choose between this draft and another one. */
  isContested(assignmentId: string): boolean {
    return this.asideOf(assignmentId).slice(-1).some(isOpen);
  }

  /** What the server is still to have; null where it has it, and where a choice is open. */
  unsent(assignmentId: string): string | null {
    if (this.standing(assignmentId).sent || this.isContested(assignmentId)) return null;
    return this.holder.world.drafts[assignmentId]?.code ?? null;
  }

  /** The server has the draft as this version, since `savedAt` (ms). */
  agree(assignmentId: string, version: number, savedAt: number): void {
    this.base(assignmentId, { version, sent: true, offered: [] });
    this.settle(assignmentId);
    this.place(assignmentId, 'server');
    const unkept = this.holder.world.drafts[assignmentId]?.savedAt === null;
    if (unkept) this.holder.change((world) => saved(world, assignmentId, savedAt));
  }

  /** The draft goes on from here, in all tabs of this browser. */
  base(assignmentId: string, standing: Standing): void {
    this.standings.set(assignmentId, standing);
    const stored = this.drafts.read(assignmentId);
    if (stored === null) return;
    const same = stored.code === this.holder.world.drafts[assignmentId]?.code;
    this.drafts.write(assignmentId, { ...stored, ...(same ? standing : joined(stored, standing)) });
  }

  place(assignmentId: string, place: Place): void {
    this.holder.changeByKey((world) => placed(world, assignmentId, place));
  }

  /** Takes the server's draft in place of one that was not written in since the two agreed. */
  takeOver(assignmentId: string, version: number, code: string, savedAt: number): void {
    this.standings.set(assignmentId, { version, sent: true, offered: [] });
    const banner: Banner = { kind: 'draft', savedAt, elsewhere: true };
    this.holder.change((world) => {
      const after = placed(substituted(world, assignmentId, code, banner), assignmentId, 'server');
      return followed(after, assignmentId);
    });
    this.write(assignmentId, savedAt);
  }

  /** Two drafts went on from the same version: both are kept, and a person chooses. */
  contest(assignmentId: string, version: number, other: Other): void {
    this.standings.set(assignmentId, { version, sent: false, offered: [] });
    this.clash(assignmentId, other, 'browser');
    this.write(assignmentId);
  }

  private asideOf(assignmentId: string): Aside {
    return this.aside.get(assignmentId) ?? [];
  }

  private recall(assignment: Assignment): void {
    const stored = this.drafts.read(assignment.id);
    this.standings.delete(assignment.id);
    if (stored !== null) this.know(assignment.id, stored);
    this.holder.change((world) => recalled(world, assignment, stored));
  }

  private know(assignmentId: string, stored: Stored): void {
    this.aside.set(assignmentId, stored.kept);
    this.seen.set(assignmentId, stored.code);
    const { version, offered } = joined(this.standing(assignmentId), stored);
    this.standings.set(assignmentId, { version, sent: stored.sent, offered });
  }

  /** The draft as it is now, which may not be written yet. */
  private draft(assignmentId: string): Other | null {
    const draft = this.holder.world.drafts[assignmentId];
    if (draft === undefined) return null;
    return { code: draft.code, savedAt: this.dirty.has(assignmentId) ? Date.now() : draft.savedAt };
  }

  /** The server has what is here: there is nothing to choose any more. */
  private settle(assignmentId: string): void {
    const before = this.asideOf(assignmentId);
    const after = agreed(before);
    if (after.length === before.length) return;
    this.aside.set(assignmentId, after);
    this.holder.change((world) => withBanner(world, assignmentId, wordOf(after)));
    this.later(assignmentId);
  }

  private touched(assignmentId: string): void {
    this.standings.set(assignmentId, { ...this.standing(assignmentId), sent: false });
    this.later(assignmentId);
    this.changed(assignmentId);
  }

  private later(assignmentId: string): void {
    this.dirty.add(assignmentId);
    this.timer ??= setTimeout(() => this.flush(), SAVE_AFTER);
  }

  private write(assignmentId: string, savedAt = Date.now()): void {
    this.dirty.delete(assignmentId);
    this.respect(assignmentId, this.drafts.read(assignmentId));
    const standing = this.standing(assignmentId);
    const stored = toStore(this.holder.world, assignmentId, { savedAt, kept: this.asideOf(assignmentId), ...standing });
    const written = this.drafts.write(assignmentId, stored);
    if (written && stored !== null) this.seen.set(assignmentId, stored.code);
    this.holder.change((world) => saved(world, assignmentId, written ? savedAt : null));
  }

  /** Another tab wrote: its draft is taken in, unless this one is being edited; then it is put aside. */
  private takeIn(assignmentId: string): void {
    const stored = this.drafts.read(assignmentId);
    const { drafts, banners, assignments } = this.holder.world;
    if (drafts[assignmentId] === undefined) return;
    if (this.dirty.has(assignmentId)) {
      this.respect(assignmentId, stored);
      return;
    }
    const about = this.asideOf(assignmentId).at(-1)?.why.kind === banners[assignmentId]?.kind;
    if (stored === null) this.aside.delete(assignmentId);
    else this.know(assignmentId, stored);
    const banner = wordOf(stored?.kept ?? []) ?? (about ? undefined : banners[assignmentId]);
    const assignment = assignments.find((each) => each.id === assignmentId);
    const code = stored?.code ?? assignment?.starter_code ?? '';
    const other = code !== drafts[assignmentId].code;
    this.holder.change((world) => {
      const written = saved(substituted(world, assignmentId, code, banner), assignmentId, stored?.savedAt ?? null);
      const after = placed(written, assignmentId, stored?.sent === true ? 'server' : 'browser');
      return other ? followed(after, assignmentId) : after;
    });
  }

  /** A different draft than this tab last saw is put aside before it is written over. */
  private respect(assignmentId: string, stored: Stored | null): void {
    const draft = this.holder.world.drafts[assignmentId];
    if (stored === null || draft === undefined) return;
    this.standings.set(assignmentId, joined(this.standing(assignmentId), stored));
    if (stored.code === draft.code || stored.code === this.seen.get(assignmentId)) return;
    this.seen.set(assignmentId, stored.code);
    this.clash(assignmentId, stored, 'tab', stored.kept);
  }

  private clash(assignmentId: string, { code, savedAt }: Other, where: 'tab' | 'browser', theirs: Aside = []): void {
    const put = this.holder.world.drafts[assignmentId]?.code ?? '';
    const kept = { code, savedAt, put, why: { kind: 'conflict', where } } as const;
    const after = contested(this.asideOf(assignmentId), kept, theirs);
    this.aside.set(assignmentId, after);
    this.holder.change((world) => placed(withBanner(world, assignmentId, wordOf(after)), assignmentId, 'browser'));
  }
}
