/** Hints: opened one at a time and in order; how many were opened is remembered in this browser. */
import type { Api } from '../client/api';
import type { Holder } from './world';
import type { Hints } from './model';

const PREFIX = 'pyprac:hints:';
const NONE: Hints = { texts: [], loading: false, failed: null };

export class Hinter {
  /** How many are to be shown, by assignment. */
  private readonly wanted = new Map<string, number>();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly baseUrl: string,
  ) {}

  /** Shows again what was opened before. */
  recall(assignmentId: string): void {
    if (this.wanted.has(assignmentId)) return;
    this.wanted.set(assignmentId, Math.min(this.opened(assignmentId), this.total(assignmentId)));
    void this.bring(assignmentId);
  }

  /** Shows the next one, or asks again for one that did not come. */
  next(assignmentId: string): void {
    const { texts, loading } = this.hints(assignmentId);
    if (loading) return;
    const wanted = Math.max(this.wanted.get(assignmentId) ?? 0, texts.length + 1);
    this.wanted.set(assignmentId, Math.min(wanted, this.total(assignmentId)));
    void this.bring(assignmentId);
  }

  private async bring(assignmentId: string): Promise<void> {
    while (this.hints(assignmentId).texts.length < (this.wanted.get(assignmentId) ?? 0)) {
      const { texts } = this.hints(assignmentId);
      this.tell(assignmentId, { texts, loading: true, failed: null });
      try {
        const { text } = await this.api.hint(assignmentId, texts.length + 1);
        this.tell(assignmentId, { texts: [...texts, text], loading: false, failed: null });
        this.remember(assignmentId, texts.length + 1);
      } catch (error) {
        this.tell(assignmentId, { texts, loading: false, failed: (error as Error).message });
        return;
      }
    }
  }

  private hints(assignmentId: string): Hints {
    return this.holder.world.hints[assignmentId] ?? NONE;
  }

  private tell(assignmentId: string, hints: Hints): void {
    this.holder.change((world) => ({ ...world, hints: { ...world.hints, [assignmentId]: hints } }));
  }

  private total(assignmentId: string): number {
    return this.holder.world.assignments.find((each) => each.id === assignmentId)?.hints ?? 0;
  }

  private opened(assignmentId: string): number {
    try {
      return Number.parseInt(window.localStorage.getItem(this.key(assignmentId)) ?? '', 10) || 0;
    } catch {
      return 0; // storage is forbidden on this page
    }
  }

  private remember(assignmentId: string, opened: number): void {
    try {
      window.localStorage.setItem(this.key(assignmentId), String(Math.max(opened, this.opened(assignmentId))));
    } catch {
      // full, or forbidden: they are closed after a reload
    }
  }

  private key(assignmentId: string): string {
    return `${PREFIX}${this.baseUrl}:${assignmentId}`;
  }
}
