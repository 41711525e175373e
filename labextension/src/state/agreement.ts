/** How a draft of this browser and the server's come to be one: what is still to be sent, and whose goes on. */
import { agreed, isOpen, wordOf } from './aside';
import { cleared, followed } from './card';
import { placed, saved, substituted, withBanner } from './editing';
import type { Banner, Other, Place } from './model';
import type { Shelf } from './shelf';
import type { Holder } from './world';

export class Agreement {
  constructor(
    private readonly holder: Holder,
    private readonly shelf: Shelf,
  ) {}

  place(assignmentId: string, place: Place): void {
    this.holder.changeByKey((world) => placed(world, assignmentId, place));
  }

  /** Whether a person still has to choose between this draft and another one. */
  isContested(assignmentId: string): boolean {
    return this.shelf.aside(assignmentId).slice(-1).some(isOpen);
  }

  /** What the server is still to have; null where it has it, and where a choice is open. */
  unsent(assignmentId: string): string | null {
    if (this.shelf.standing(assignmentId).sent || this.isContested(assignmentId)) return null;
    return this.holder.world.drafts[assignmentId]?.code ?? null;
  }

  /** The server has the draft as this version, since `savedAt` (ms). */
  agree(assignmentId: string, version: number, savedAt: number): void {
    this.shelf.base(assignmentId, { version, sent: true, offered: [] });
    this.settle(assignmentId);
    this.place(assignmentId, 'server');
    const unkept = this.holder.world.drafts[assignmentId]?.savedAt === null;
    if (unkept) this.holder.change((world) => saved(world, assignmentId, savedAt));
  }

  /**
   * Takes the server's draft in place of one that was not written in since the two agreed. The code last submitted may
   * have stood here until the draft came: its verdict goes with it.
   */
  takeOver(assignmentId: string, version: number, code: string, savedAt: number): void {
    this.shelf.stand(assignmentId, { version, sent: true, offered: [] });
    const banner: Banner = { kind: 'draft', savedAt, elsewhere: true };
    this.holder.change((world) => {
      const resumed = world.banners[assignmentId]?.kind === 'resumed';
      const before = resumed ? cleared(world, assignmentId) : world;
      return followed(placed(substituted(before, assignmentId, code, banner), assignmentId, 'server'), assignmentId);
    });
    this.shelf.write(assignmentId, savedAt);
  }

  /** Two drafts went on from the same version: both are kept, and a person chooses. */
  contest(assignmentId: string, version: number, other: Other): void {
    this.shelf.stand(assignmentId, { version, sent: false, offered: [] });
    this.shelf.clash(assignmentId, other, 'browser');
    this.shelf.write(assignmentId);
  }

  /** The server has what is here: there is nothing to choose any more. */
  private settle(assignmentId: string): void {
    const before = this.shelf.aside(assignmentId);
    const after = agreed(before);
    if (after.length === before.length) return;
    this.shelf.setAside(assignmentId, after);
    this.holder.change((world) => withBanner(world, assignmentId, wordOf(after)));
    this.shelf.later(assignmentId);
  }
}
