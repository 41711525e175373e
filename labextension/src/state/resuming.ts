/** Takes an assignment up where it was left: how often it was tried, the last verdict, and its code where no draft is. */
import type { Api } from '../client/api';
import type { Submission } from '../client/contract';
import { followed } from './card';
import { learned } from './changes';
import type { Desk } from './desk';
import { withBanner } from './editing';
import type { Holder, World } from './world';

export class Resumer {
  private readonly asking = new Set<string>();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly desk: Desk,
  ) {}

  /** The assignment came into view. */
  take(assignmentId: string): void {
    const newest = this.holder.world.attempts[assignmentId]?.items[0];
    if (newest !== undefined) this.resume(newest);
    void this.ask(assignmentId);
  }

  /** Asks for what could not be asked, or was made elsewhere meanwhile. */
  again(): void {
    const { currentId } = this.holder.world;
    if (currentId !== null) void this.ask(currentId);
  }

  /** Asks for the newest attempt where it is not here; what fails is asked when the server is back. */
  private async ask(assignmentId: string): Promise<void> {
    if (!lacksNewest(this.holder.world, assignmentId) || this.asking.has(assignmentId)) return;
    this.asking.add(assignmentId);
    const asked = this.holder.tick();
    try {
      const { submissions } = await this.api.submissions(assignmentId, null, 1);
      const newest = submissions[0];
      if (newest === undefined) return;
      this.holder.change((world) => learned(world, newest, asked));
      this.resume(newest);
    } catch {
      // Not known yet: the list of attempts and the next connection ask again.
    } finally {
      this.asking.delete(assignmentId);
    }
  }

  private resume(newest: Submission): void {
    this.desk.begin(newest);
    this.holder.change((world) => remembered(followed(world, newest.assignment_id), newest));
  }
}

function lacksNewest(world: World, assignmentId: string): boolean {
  const assignment = world.assignments.find((each) => each.id === assignmentId);
  if (assignment === undefined || assignment.status === 'untouched') return false;
  const known = world.attempts[assignmentId]?.items[0]?.attempt ?? 0;
  return known < Math.max(1, assignment.attempts);
}

/** Where the card shows what became of the code in the editor, that says more than that a draft is back. */
function remembered(world: World, newest: Submission): World {
  const id = newest.assignment_id;
  const shown = world.shown[id];
  const banner = world.banners[id];
  const fits = newest.code === world.drafts[id]?.code && shown?.kind === 'submission' && shown.id === newest.id;
  if (!fits || banner?.kind !== 'draft') return world;
  return withBanner(world, id, banner.elsewhere === true ? { kind: 'resumed', attempt: newest.attempt } : undefined);
}
