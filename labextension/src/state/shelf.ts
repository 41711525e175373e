/** Drafts as this browser keeps them: written when the keys rest, shared with its other tabs, none written over unseen. */
import type { Assignment } from '../client/contract';
import { type Aside, contested, wordOf } from './aside';
import { followed } from './card';
import type { DraftStore, Stored } from './drafts';
import { placed, recalled, saved, substituted, toStore, withBanner } from './editing';
import type { Other } from './model';
import { joined, type Standing, UNTOUCHED } from './standing';
import type { Holder } from './world';

/** Keystrokes this close together (ms) are written once. */
export const SAVE_AFTER = 400;

export class Shelf {
  private readonly asides = new Map<string, Aside>();
  /** The code in the browser's storage that this tab knows of. */
  private readonly seen = new Map<string, string>();
  private readonly standings = new Map<string, Standing>();
  private readonly dirty = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly holder: Holder,
    private readonly drafts: DraftStore,
  ) {
    this.stop = drafts.watch((assignmentId) => this.takeIn(assignmentId));
  }

  aside(assignmentId: string): Aside {
    return this.asides.get(assignmentId) ?? [];
  }

  setAside(assignmentId: string, aside: Aside): void {
    this.asides.set(assignmentId, aside);
  }

  standing(assignmentId: string): Standing {
    return this.standings.get(assignmentId) ?? UNTOUCHED;
  }

  /** How the draft stands from now on, as this tab knows it; the others hear of it when the draft is written. */
  stand(assignmentId: string, standing: Standing): void {
    this.standings.set(assignmentId, standing);
  }

  /** The draft goes on from here, in all tabs of this browser. */
  base(assignmentId: string, standing: Standing): void {
    this.stand(assignmentId, standing);
    const stored = this.drafts.read(assignmentId);
    if (stored === null) return;
    const same = stored.code === this.holder.world.drafts[assignmentId]?.code;
    this.drafts.write(assignmentId, { ...stored, ...(same ? standing : joined(stored, standing)) });
  }

  /** Whether this browser has a draft. */
  has(assignmentId: string): boolean {
    return this.drafts.read(assignmentId) !== null;
  }

  /** Whether there is something to write. */
  isDirty(assignmentId: string): boolean {
    return this.dirty.has(assignmentId);
  }

  /** Brings the draft into the editor's reach. */
  recall(assignment: Assignment): void {
    const stored = this.drafts.read(assignment.id);
    this.standings.delete(assignment.id);
    if (stored !== null) this.know(assignment.id, stored);
    this.holder.change((world) => recalled(world, assignment, stored));
  }

  /** Writes the draft when the keys have rested. */
  later(assignmentId: string): void {
    this.dirty.add(assignmentId);
    this.timer ??= setTimeout(() => this.flush(), SAVE_AFTER);
  }

  /** Writes what is not written yet, at once. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const assignmentId of [...this.dirty]) this.write(assignmentId);
  }

  write(assignmentId: string, savedAt = Date.now()): void {
    this.dirty.delete(assignmentId);
    this.respect(assignmentId, this.drafts.read(assignmentId));
    const standing = this.standing(assignmentId);
    const stored = toStore(this.holder.world, assignmentId, { savedAt, kept: this.aside(assignmentId), ...standing });
    const written = this.drafts.write(assignmentId, stored);
    if (written && stored !== null) this.seen.set(assignmentId, stored.code);
    this.holder.change((world) => saved(world, assignmentId, written ? savedAt : null));
  }

  /** Another draft than the one in the editor, over what its place had put aside: a person chooses. */
  clash(assignmentId: string, { code, savedAt }: Other, where: 'tab' | 'browser', theirs: Aside = []): void {
    const put = this.holder.world.drafts[assignmentId]?.code ?? '';
    const kept = { code, savedAt, put, why: { kind: 'conflict', where } } as const;
    const after = contested(this.aside(assignmentId), kept, theirs);
    this.asides.set(assignmentId, after);
    this.holder.change((world) => placed(withBanner(world, assignmentId, wordOf(after)), assignmentId, 'browser'));
  }

  close(): void {
    this.flush();
    this.stop();
  }

  private know(assignmentId: string, stored: Stored): void {
    this.asides.set(assignmentId, stored.kept);
    this.seen.set(assignmentId, stored.code);
    const { version, offered } = joined(this.standing(assignmentId), stored);
    this.standings.set(assignmentId, { version, sent: stored.sent, offered });
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
    const about = this.aside(assignmentId).at(-1)?.why.kind === banners[assignmentId]?.kind;
    if (stored === null) this.asides.delete(assignmentId);
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
}
