/** Where a person writes: edits, what is put into the editor in place of them, and the way back. */
import type { Assignment, Submission } from '../client/contract';
import { isOpen, putAside, read, taken, wordOf } from './aside';
import { edited, revised, substituted, withBanner } from './editing';
import type { Banner, Other, Why } from './model';
import type { Shelf } from './shelf';
import type { Holder } from './world';

type Kinds = ReadonlySet<Banner['kind'] | undefined>;

/** What these words offer, the editor's head offers as well: whoever works on has no use for them. */
const OVER_AT_WORK: Kinds = new Set(['draft', 'resumed'] as const);
/** And these tell why another assignment is on show, which whoever leaves it knows. */
const OVER_WHEN_LEFT: Kinds = new Set([...OVER_AT_WORK, 'missing', 'withdrawn', 'back-online'] as const);

export class Desk {
  constructor(
    private readonly holder: Holder,
    private readonly shelf: Shelf,
    /** Called when a person changed a draft. */
    private readonly changed: (assignmentId: string) => void,
  ) {}

  /** Writes what is not written yet, while its assignment is there for sure. */
  save(): void {
    this.shelf.flush();
  }

  /** Brings the drafts of new assignments into the editor's reach, and those of newer revisions up to date. */
  prepare(before: readonly Assignment[], after: readonly Assignment[]): void {
    const known = new Map(before.map((each) => [each.id, each]));
    for (const assignment of after) {
      const old = known.get(assignment.id);
      if (old === undefined) this.shelf.recall(assignment);
      else this.holder.change((world) => revised(world, old, assignment));
    }
  }

  edit(assignmentId: string, code: string): void {
    this.work(assignmentId);
    this.holder.changeByKey((world) => edited(world, assignmentId, code));
    this.touched(assignmentId);
  }

  /** The draft is written on, run or submitted. */
  work(assignmentId: string): void {
    this.over(assignmentId, OVER_AT_WORK);
  }

  /** Another assignment comes into view. */
  leave(assignmentId: string): void {
    this.over(assignmentId, OVER_WHEN_LEFT);
  }

  /** Puts other code into the editor; what was there comes back by `undo`. */
  replace(assignmentId: string, code: string, why: Why): void {
    const draft = this.draft(assignmentId);
    if (draft === null || draft.code === code) return;
    const after = putAside(this.shelf.aside(assignmentId), { ...draft, put: code, why });
    this.shelf.setAside(assignmentId, after);
    this.holder.change((world) => substituted(world, assignmentId, code, wordOf(after)));
    this.touched(assignmentId);
  }

  /** Without a draft in this browser the editor begins with the code last submitted, unless it was written in. */
  begin(newest: Submission): void {
    const id = newest.assignment_id;
    const assignment = this.holder.world.assignments.find((each) => each.id === id);
    const draft = this.holder.world.drafts[id];
    const free = draft?.code === assignment?.starter_code && draft?.savedAt === null && !this.shelf.isDirty(id);
    if (!free || newest.code === assignment?.starter_code || this.shelf.has(id)) return;
    const banner: Banner = { kind: 'resumed', attempt: newest.attempt };
    this.holder.change((world) => substituted(world, id, newest.code, banner));
  }

  /** Brings back what was put aside last; of two drafts to choose from the other one. */
  undo(assignmentId: string): void {
    const before = this.shelf.aside(assignmentId);
    const last = before.at(-1);
    const draft = this.draft(assignmentId);
    if (last === undefined || draft === null) return;
    const after = taken(before, draft);
    this.shelf.setAside(assignmentId, after);
    this.holder.change((world) => substituted(world, assignmentId, last.code, wordOf(after)));
    this.touched(assignmentId);
  }

  /** The word was read. One that lay over another uncovers it; one about what was put aside lets that go. */
  dismiss(assignmentId: string): void {
    const before = this.shelf.aside(assignmentId);
    const last = before.at(-1);
    const about = last !== undefined && this.holder.world.banners[assignmentId]?.kind === last.why.kind;
    const after = about ? read(before) : before;
    this.shelf.setAside(assignmentId, after);
    this.holder.change((world) => withBanner(world, assignmentId, wordOf(after)));
    if (!about) return;
    if (isOpen(last)) this.touched(assignmentId);
    else this.shelf.later(assignmentId);
  }

  private over(assignmentId: string, kinds: Kinds): void {
    if (kinds.has(this.holder.world.banners[assignmentId]?.kind)) this.dismiss(assignmentId);
  }

  /** The draft as it is now, which may not be written yet. */
  private draft(assignmentId: string): Other | null {
    const draft = this.holder.world.drafts[assignmentId];
    if (draft === undefined) return null;
    return { code: draft.code, savedAt: this.shelf.isDirty(assignmentId) ? Date.now() : draft.savedAt };
  }

  private touched(assignmentId: string): void {
    this.shelf.stand(assignmentId, { ...this.shelf.standing(assignmentId), sent: false });
    this.shelf.later(assignmentId);
    this.changed(assignmentId);
  }
}
