/** The practice of one viewer on one page: what is known, and what a person can do. */
import type { Course, Submission } from '../client/contract';
import { opened } from './card';
import { learned } from './changes';
import type { PracticeActions, PracticeState } from './model';
import { type PracticeOptions, Runtime } from './runtime';
import { current } from './select';
import type { World } from './world';

export type { PracticeOptions } from './runtime';

export class PracticeStore implements PracticeActions {
  private readonly runtime: Runtime;

  constructor(options: PracticeOptions) {
    this.runtime = new Runtime(options);
  }

  /** Loads the course and opens the live connection, once. */
  start(): this {
    this.runtime.start();
    return this;
  }

  /** Writes what is not written and lets go of everything. */
  dispose(): void {
    this.runtime.dispose();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.runtime.keeper.subscribe(listener);

  readonly getSnapshot = (): PracticeState => this.known;

  // What a person can do. Arrow functions, so that they can be handed around.

  readonly open = (assignmentId: string): void => {
    if (!this.known.assignments.some((each) => each.id === assignmentId)) return;
    const left = this.known.currentId;
    this.runtime.shelf.flush();
    if (left !== null && left !== assignmentId) this.runtime.desk.leave(left);
    this.runtime.keeper.change((world) => ({ ...world, currentId: assignmentId }));
  };

  /** The courses there are. */
  async courses(): Promise<readonly Course[]> {
    return (await this.runtime.api.courses()).courses;
  }

  readonly choose = (course: string): void => {
    if (course === this.known.course?.slug) return;
    this.runtime.save();
    void this.runtime.loader.change(course);
  };

  /** Shows the assignment of that id, in whichever course; where there is none, that is said. */
  readonly find = (wanted: string): void => {
    this.runtime.shelf.flush();
    if (this.known.assignments.some((each) => each.id === wanted)) this.open(wanted);
    else void this.runtime.loader.find(wanted);
  };

  readonly edit = (code: string): void => {
    if (this.known.currentId !== null) this.runtime.desk.edit(this.known.currentId, code);
  };

  readonly run = (): void => {
    const sent = this.toSend();
    if (sent !== null) void this.runtime.sender.run(sent.assignment, sent.code);
  };

  readonly runOn = (stdin: string): void => {
    const sent = this.toSend();
    if (sent !== null) void this.runtime.sender.run(sent.assignment, sent.code, stdin);
  };

  readonly submit = (): void => {
    const sent = this.toSend();
    if (sent !== null) void this.runtime.sender.submit(sent.assignment, sent.code);
  };

  readonly reset = (): void => {
    const assignment = current(this.known);
    if (assignment !== null) this.runtime.desk.replace(assignment.id, assignment.starter_code, { kind: 'reset' });
  };

  readonly restore = (submission: Submission): void => {
    const why = { kind: 'restored', attempt: submission.attempt } as const;
    this.runtime.desk.replace(submission.assignment_id, submission.code, why);
  };

  readonly undo = (): void => {
    if (this.known.currentId !== null) this.runtime.desk.undo(this.known.currentId);
  };

  readonly dismissBanner = (): void => {
    if (this.known.currentId !== null) this.runtime.desk.dismiss(this.known.currentId);
  };

  readonly hint = (): void => {
    if (this.known.currentId !== null) this.runtime.hinter.next(this.known.currentId);
  };

  readonly show = (submission: Submission): void => {
    this.runtime.keeper.change((world) => opened(learned(world, submission, null), submission));
  };

  readonly moreAttempts = (): void => {
    if (this.known.currentId !== null) void this.runtime.pager.more(this.known.currentId);
  };

  readonly regrade = (submission: Submission): void => {
    const assignment = this.known.assignments.find((each) => each.id === submission.assignment_id);
    this.runtime.connector.used();
    if (assignment !== undefined) void this.runtime.sender.submit(assignment, submission.code);
  };

  readonly retry = (): void => {
    this.runtime.connector.retry();
    void this.runtime.loader.load();
  };

  /** The page is left by it, which writes the drafts. */
  readonly reload = (): void => window.location.reload();

  readonly reconnect = (): void => this.runtime.reconnect();

  private get known(): World {
    return this.runtime.keeper.world;
  }

  private toSend(): { assignment: NonNullable<ReturnType<typeof current>>; code: string } | null {
    const assignment = current(this.known);
    const code = assignment && this.known.drafts[assignment.id]?.code;
    if (assignment === null || code === undefined || code === null) return null;
    this.runtime.save();
    this.runtime.connector.used();
    this.runtime.desk.work(assignment.id);
    return { assignment, code };
  }
}
