/** Remembers on the server which assignment was visited last: after the paint, one request at a time. */
import type { Api } from '../client/api';
import { painted } from './page';

export class Visits {
  private wanted: string | null = null;
  private sending = false;

  constructor(
    private readonly api: Api,
    private readonly afterPaint: (done: () => void) => void = painted,
  ) {}

  /** Of assignments visited quickly one after the other only the last is told. */
  visit(assignmentId: string): void {
    this.wanted = assignmentId;
    this.afterPaint(() => void this.send());
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.wanted !== null) {
      const next = this.wanted;
      this.wanted = null;
      await this.api.visit(next).catch(() => undefined); // not remembered: the next visit will be
    }
    this.sending = false;
  }
}
