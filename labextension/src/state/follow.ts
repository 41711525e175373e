/** Asks for what is awaited: by held requests while there is no socket, now and then while there is one. */
import { WAIT } from '../client/api';
import { ApiError } from '../client/errors';
import { awaited } from './changes';
import type { Holder } from './world';

/** What the service says of what it does not have; any other 404 is of a proxy before a server that is not there now. */
const LOST: ReadonlySet<string> = new Set(['unknown-submission', 'unknown-run']);

/** With a socket, what is awaited is looked at this often (ms), in case an event was lost. */
export const LOOK_EVERY = 30_000;

/** After a failed question, and between two held ones, so long (ms) is paused. */
export const PAUSE = 5_000;
export const BREATH = 500;

export interface Questions {
  /** Asks, holding for `wait` seconds, and files the answer; rejects where there was none. */
  readonly submission: (id: string, wait: number, signal: AbortSignal) => Promise<void>;
  readonly run: (id: string, wait: number, signal: AbortSignal) => Promise<void>;
  /** The server does not know it any more. */
  readonly gone: (id: string) => void;
}

export class Follower {
  private live = true;
  private readonly loops = new Set<string>();
  private readonly sleepers = new Set<() => void>();
  private readonly end = new AbortController();
  /** Ends the questions under way: what they were asked over may be dead. */
  private round = new AbortController();

  constructor(
    private readonly holder: Holder,
    private readonly questions: Questions,
  ) {}

  /** Whether anything is awaited. */
  get busy(): boolean {
    const { submissions, runs } = awaited(this.holder.world);
    return submissions.length + runs.length > 0;
  }

  /** Looks after what is awaited now. */
  update(): void {
    const { submissions, runs } = awaited(this.holder.world);
    for (const id of submissions) void this.follow(id, this.questions.submission);
    for (const id of runs) void this.follow(id, this.questions.run);
  }

  /** Whether events arrive by themselves. */
  setLive(live: boolean): void {
    if (live === this.live) return;
    this.live = live;
    this.wake();
  }

  /** Asks for everything now, and for what was asked already once more. */
  wake(): void {
    this.round.abort();
    this.round = new AbortController();
    for (const sleeper of [...this.sleepers]) sleeper();
  }

  close(): void {
    this.end.abort(new DOMException('closed', 'AbortError'));
    this.wake();
  }

  private async follow(id: string, ask: Questions['submission']): Promise<void> {
    if (this.loops.has(id)) return;
    this.loops.add(id);
    await this.pause(this.live ? LOOK_EVERY : 0);
    while (this.isAwaited(id)) {
      const pause = await this.once(id, ask);
      await this.pause(pause);
    }
    this.loops.delete(id);
  }

  private async once(id: string, ask: Questions['submission']): Promise<number> {
    const live = this.live;
    const round = this.round.signal;
    try {
      await ask(id, live ? 0 : WAIT, AbortSignal.any([this.end.signal, round]));
      return live ? LOOK_EVERY : BREATH;
    } catch (error) {
      if (round.aborted) return 0;
      if (error instanceof ApiError && LOST.has(error.code)) this.questions.gone(id);
      return PAUSE;
    }
  }

  private isAwaited(id: string): boolean {
    if (this.end.signal.aborted) return false;
    const { submissions, runs } = awaited(this.holder.world);
    return submissions.includes(id) || runs.includes(id);
  }

  private pause(ms: number): Promise<void> {
    if (this.end.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.sleepers.add(done);
    });
  }
}
