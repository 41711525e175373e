/** A check of one notebook, from the press of the button to its report. */
import type { AuthorApi, Check, Purpose, SentNotebook } from '../client/author';
import { ApiError, Unreachable } from '../client/errors';
import type { Trouble } from './model';
import { troubleOf } from './trouble';

/** How long (s) the server holds a question: so often one hears how far it is. */
const WAIT = 1;

/** A server that does not answer is asked again so often, after a pause (ms). */
const TRIES = 5;
const PAUSE = 1000;

export type CheckState =
  /** The notebook is read and sent. */
  | { readonly kind: 'sending' }
  /** `total` is 0 until it is known. */
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'over'; readonly check: Check }
  | ({ readonly kind: 'failed' } & Trouble);

export class Checking {
  private now: CheckState = { kind: 'sending' };
  private readonly listeners = new Set<() => void>();
  private asking = new AbortController();

  constructor(
    private readonly api: AuthorApi,
    private readonly pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): CheckState => this.now;

  /** Sends what `notebook` gives and follows it to its end; one that was under way is no longer followed. */
  async run(purpose: Purpose, notebook: () => Promise<SentNotebook>): Promise<Check | null> {
    this.close();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.say({ kind: 'sending' });
    try {
      const id = await this.api.begin(purpose, await notebook(), signal);
      const check = await this.follow(id, signal);
      this.say({ kind: 'over', check });
      return check;
    } catch (error) {
      if (!signal.aborted) this.say({ kind: 'failed', ...why(error) });
      return null;
    }
  }

  close(): void {
    this.asking.abort();
  }

  private async follow(id: string, signal: AbortSignal): Promise<Check> {
    let tries = 0;
    for (;;) {
      try {
        const check = await this.api.check(id, WAIT, signal);
        if (check.state !== 'running') return check;
        this.say({ kind: 'running', done: check.done, total: check.total });
        tries = 0;
      } catch (error) {
        tries += 1;
        if (!(error instanceof Unreachable) || tries >= TRIES) throw error;
        await this.pause(PAUSE);
      }
    }
  }

  private say(state: CheckState): void {
    this.now = state;
    for (const listener of [...this.listeners]) listener();
  }
}

/** What went wrong: with the server, or in reading the notebook and the files beside it. */
function why(error: unknown): Trouble {
  if (error instanceof ApiError || error instanceof Unreachable) return troubleOf(error);
  return { code: 'not-read', message: error instanceof Error ? error.message : String(error) };
}
