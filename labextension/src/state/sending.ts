/** Sends code to be graded or run; each answer goes to the assignment it was sent for. */
import type { Api, SubmissionPage } from '../client/api';
import type { Assignment } from '../client/contract';
import { ApiError, Unreachable } from '../client/errors';
import { cleared, showing, submissionShown } from './card';
import { learned, replaced } from './changes';
import type { Desk } from './desk';
import type { Loader } from './loading';
import type { Refused, Tried } from './model';
import { isSettled } from './track';
import { troubleOf } from './trouble';
import type { Holder, Shown } from './world';

export class Sender {
  private round = new AbortController();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly desk: Desk,
    private readonly loader: Loader,
  ) {}

  /** Submits, if need be in place of a run that is under way: its result is shown to nobody then. */
  submit(assignment: Assignment, code: string): Promise<void> {
    return this.send(assignment, { purpose: 'submit', code, stdin: null }, async (sending) => {
      const asked = this.holder.tick();
      const submission = await this.api.submit(assignment, code, this.round.signal);
      this.holder.change((world) => {
        const after = learned(world, submission, asked);
        const shown = submissionShown(submission, submission.reused && isSettled(submission));
        return world.shown[assignment.id] === sending ? showing(after, assignment.id, shown) : after;
      });
    });
  }

  /** Runs the visible tests, or with `stdin` the program once on it. */
  run(assignment: Assignment, code: string, stdin: string | null = null): Promise<void> {
    return this.send(assignment, { purpose: stdin === null ? 'run' : 'input', code, stdin }, async (sending) => {
      const id = await this.api.run(assignment.id, code, stdin, this.round.signal);
      const shown: Shown = { kind: 'run', id, code, stdin };
      this.holder.change((world) =>
        world.shown[assignment.id] === sending ? showing(world, assignment.id, shown) : world,
      );
    });
  }

  /** What is on its way will not be answered any more. */
  giveUp(): void {
    this.round.abort(new Unreachable('offline'));
    this.round = new AbortController();
  }

  /** The server answers again: what got no answer is looked for there. */
  again(): void {
    for (const [assignmentId, shown] of Object.entries(this.holder.world.shown))
      if (shown.kind === 'refused' && shown.lost) void this.find(assignmentId, shown);
  }

  private async send(assignment: Assignment, tried: Tried, work: (sending: Shown) => Promise<void>): Promise<void> {
    const shown = this.holder.world.shown[assignment.id];
    const submits = tried.purpose === 'submit';
    if (shown?.kind === 'submitting' && (shown.purpose === 'submit' || !submits)) return;
    const sending: Shown = { kind: 'submitting', ...tried };
    this.holder.change((world) => showing(world, assignment.id, sending));
    try {
      await work(sending);
    } catch (error) {
      if (error instanceof ApiError && error.assignment !== null) this.takeIn(error.assignment);
      else if (submits || this.holder.world.shown[assignment.id] === sending) this.refuse(assignment, tried, error);
    }
  }

  /**
   * The assignment was changed meanwhile: it is shown as it is now, and nothing was submitted. A listing under way may
   * still have it as it was.
   */
  private takeIn(assignment: Assignment): void {
    const before = this.holder.world.assignments;
    this.holder.change((world) => cleared(replaced(world, assignment), assignment.id));
    this.desk.prepare(before, this.holder.world.assignments);
    void this.loader.refetch();
  }

  private refuse(assignment: Assignment, tried: Tried, error: unknown): void {
    if (!(error instanceof ApiError) && !(error instanceof Unreachable)) throw error;
    const pause = error instanceof ApiError ? error.retryAfter : null;
    const retryAt = pause === null ? null : Date.now() + pause * 1000;
    const refused: Shown = { kind: 'refused', ...troubleOf(error), retryAt, tried, lost: isLost(error) };
    this.holder.change((world) => showing(world, assignment.id, refused));
  }

  /** Shows what became of a submission without an answer; what did not arrive can be sent again. */
  private async find(assignmentId: string, refused: Refused): Promise<void> {
    const asked = this.holder.tick();
    const { purpose, code } = refused.tried;
    const page = purpose === 'submit' ? await this.api.submissions(assignmentId, null).catch(() => null) : NOTHING;
    if (page === null) return; // looked for when the server is back once more
    const found = page.submissions.find((each) => each.code === code);
    this.holder.change((world) => {
      if (world.shown[assignmentId] !== refused) return world;
      if (found !== undefined) return showing(learned(world, found, asked), assignmentId, submissionShown(found));
      return showing(world, assignmentId, { ...refused, code: 'not-sent', message: null, lost: false });
    });
  }
}

const NOTHING: SubmissionPage = { submissions: [], next: null };

/** Whether it may have arrived: nothing answered, or something on the way there did. */
function isLost(error: ApiError | Unreachable): boolean {
  if (error instanceof Unreachable) return true;
  return error.status === 502 || error.status === 504 || (error.code === 'unavailable' && error.said === null);
}
