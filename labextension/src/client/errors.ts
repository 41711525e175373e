/**
 * What can go wrong when the server is asked.
 *
 *     ApiError          the server said no: `code` and `message` are its own
 *     Unreachable       nothing came back in time, or nothing at all
 */
import type { Assignment, Draft } from './contract';

/** An answer other than 2xx. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** A kebab-case word of the contract; `not-here` where no jupyter_pyprac answered. */
    readonly code: string,
    message: string,
    /** Seconds until another try makes sense, where the server said so. */
    readonly retryAfter: number | null = null,
    /** With `changed`: the assignment as it is now. */
    readonly assignment: Assignment | null = null,
    /** With `draft-conflict`: the draft that the server holds. */
    readonly draft: Draft | null = null,
  ) {
    super(message);
  }
}

/** No answer: the network, the server, or a proxy between them is gone, or took too long. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(
    readonly code: 'offline' | 'timeout',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
