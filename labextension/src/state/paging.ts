/** Brings in the attempts at an assignment, a page at a time, and keeps those that are here up to date. */
import type { Api } from '../client/api';
import { paged } from './changes';
import type { Holder } from './world';

export class Pager {
  private readonly reading = new Map<string, AbortController>();
  private readonly unread = new Set<string>();
  /** Lists that may have missed something while nothing was heard. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
  ) {}

  /** Reads the first page, or the next one; what fails is read when the server is back. */
  async more(assignmentId: string): Promise<void> {
    const attempts = this.holder.world.attempts[assignmentId];
    if (this.reading.has(assignmentId) || (attempts?.loaded === true && attempts.next === null)) return;
    await this.read(assignmentId, attempts?.next ?? null);
  }

  /** Nothing was heard for a while: reads what could not be read, and anew what is on show. */
  again(): void {
    for (const [assignmentId, asking] of this.reading) {
      asking.abort();
      this.unread.add(assignmentId);
    }
    this.reading.clear();
    for (const [assignmentId, { loaded }] of Object.entries(this.holder.world.attempts)) {
      if (loaded) this.stale.add(assignmentId);
    }
    for (const assignmentId of this.unread) void this.more(assignmentId);
    this.look();
  }

  /** Reads the newest attempts at the assignment on show, where some may have been missed. */
  look(): void {
    const { currentId } = this.holder.world;
    if (currentId !== null && this.stale.has(currentId) && !this.reading.has(currentId))
      void this.read(currentId, null);
  }

  private async read(assignmentId: string, before: string | null): Promise<void> {
    const asking = new AbortController();
    this.reading.set(assignmentId, asking);
    const asked = this.holder.tick();
    try {
      const { submissions, next } = await this.api.submissions(assignmentId, before, null, asking.signal);
      if (asking.signal.aborted) return;
      this.unread.delete(assignmentId);
      if (before === null) this.stale.delete(assignmentId);
      const known = this.holder.world.attempts[assignmentId];
      // What follows a page that ends among those known already was read before.
      const last = submissions.at(-1)?.id;
      const joins = known?.loaded === true && before === null && known.items.some(({ id }) => id === last);
      this.holder.change((world) => paged(world, assignmentId, submissions, joins ? known.next : next, asked));
    } catch {
      if (!asking.signal.aborted) this.unread.add(assignmentId);
    } finally {
      if (this.reading.get(assignmentId) === asking) this.reading.delete(assignmentId);
    }
  }
}
