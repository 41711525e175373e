/** Sends code to be graded or run; each answer goes to the assignment it was sent for. */
import type { Api } from '../client/api';
import type { Assignment } from '../client/contract';
import { ApiError, Unreachable } from '../client/errors';
import { cleared, learned, replaced, showing, submissionShown } from './changes';
import type { Desk } from './desk';
import type { Purpose } from './model';
import { isSettled } from './track';
import { troubleOf } from './trouble';
import type { Holder, Shown } from './world';

export class Sender {
  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly desk: Desk,
  ) {}

  /** Submits, if need be in place of a run that is under way: its result is shown to nobody then. */
  submit(assignment: Assignment, code: string): Promise<void> {
    return this.send(assignment, code, 'submit', async (sending) => {
      const asked = this.holder.tick();
      const submission = await this.api.submit(assignment, code);
      this.holder.change((world) => {
        const after = learned(world, submission, asked);
        const shown = submissionShown(submission, submission.reused && isSettled(submission));
        return world.shown[assignment.id] === sending ? showing(after, assignment.id, shown) : after;
      });
    });
  }

  /** Runs the visible tests, or with `stdin` the program once on it. */
  run(assignment: Assignment, code: string, stdin: string | null = null): Promise<void> {
    return this.send(assignment, code, stdin === null ? 'run' : 'input', async (sending) => {
      const id = await this.api.run(assignment.id, code, stdin);
      const shown: Shown = { kind: 'run', id, code, stdin };
      this.holder.change((world) =>
        world.shown[assignment.id] === sending ? showing(world, assignment.id, shown) : world,
      );
    });
  }

  private async send(
    assignment: Assignment,
    code: string,
    purpose: Purpose,
    work: (sending: Shown) => Promise<void>,
  ): Promise<void> {
    const shown = this.holder.world.shown[assignment.id];
    if (shown?.kind === 'submitting' && (shown.purpose === 'submit' || purpose !== 'submit')) return;
    const sending: Shown = { kind: 'submitting', purpose, code };
    this.holder.change((world) => showing(world, assignment.id, sending));
    try {
      await work(sending);
    } catch (error) {
      if (error instanceof ApiError && error.assignment !== null) this.takeIn(error.assignment);
      else if (purpose === 'submit') this.refuse(assignment, error, code);
      else if (this.holder.world.shown[assignment.id] === sending) this.refuse(assignment, error, null);
    }
  }

  /** The assignment was changed meanwhile: it is shown as it is now, and nothing was submitted. */
  private takeIn(assignment: Assignment): void {
    const before = this.holder.world.assignments;
    this.holder.change((world) => cleared(replaced(world, assignment), assignment.id));
    this.desk.prepare(before, this.holder.world.assignments);
  }

  private refuse(assignment: Assignment, error: unknown, sent: string | null): void {
    if (!(error instanceof ApiError) && !(error instanceof Unreachable)) throw error;
    const pause = error instanceof ApiError ? error.retryAfter : null;
    const refused: Shown = {
      kind: 'refused',
      ...troubleOf(error),
      retryAt: pause === null ? null : Date.now() + pause * 1000,
      sent: error instanceof Unreachable ? sent : null,
    };
    this.holder.change((world) => showing(world, assignment.id, refused));
  }
}
