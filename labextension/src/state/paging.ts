/** Brings in the attempts at an assignment, a page at a time. */
import type { Api } from '../client/api';
import { paged } from './changes';
import type { Holder } from './desk';

export class Pager {
  private readonly reading = new Set<string>();
  private readonly unread = new Set<string>();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
  ) {}

  /** Reads the first page, or the next one; what fails is read when the server is back. */
  async more(assignmentId: string): Promise<void> {
    const attempts = this.holder.world.attempts[assignmentId];
    if (this.reading.has(assignmentId) || (attempts?.loaded === true && attempts.next === null)) return;
    this.reading.add(assignmentId);
    const asked = this.holder.tick();
    try {
      const { submissions, next } = await this.api.submissions(assignmentId, attempts?.next ?? null);
      this.holder.change((world) => paged(world, assignmentId, submissions, next, asked));
      this.unread.delete(assignmentId);
    } catch {
      this.unread.add(assignmentId);
    } finally {
      this.reading.delete(assignmentId);
    }
  }

  /** Reads what could not be read. */
  again(): void {
    for (const assignmentId of this.unread) void this.more(assignmentId);
  }
}
