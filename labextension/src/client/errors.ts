/**
 * What can go wrong when the server is asked.
 *
 *     ApiError          the server said no: `code` is its own, and `said` its sentence where it gave one
 *     Unreachable       nothing came back in time, or nothing at all
 *
 * What is found out here has a code and no sentence: the app puts it into words, in the language of its page.
 */
import type { Assignment, Draft } from './contract';

/** An answer other than 2xx. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** A kebab-case word of the contract; `not-here` where no jupyter_pyprac answered, or why it was not let in. */
    readonly code: string,
    readonly said: string | null = null,
    /** Seconds until another try makes sense, where the server said so. */
    readonly retryAfter: number | null = null,
    /** With `changed`: the assignment as it is now. */
    readonly assignment: Assignment | null = null,
    /** With `draft-conflict`: the draft that the server holds. */
    readonly draft: Draft | null = null,
  ) {
    super(said ?? `${code} (${status})`);
  }
}

/** No answer: the network, the server, or a proxy between them is gone, or took too long. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  readonly said = null;

  constructor(
    readonly code: 'offline' | 'timeout',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
