/** What the app is told of a question that failed. */
import { ApiError, type Unreachable } from '../client/errors';
import { NoSuch } from './courses';
import type { Trouble } from './model';

export type Failure = ApiError | Unreachable | NoSuch;

export function troubleOf(error: Failure): Trouble {
  const { code, said: message } = error;
  if (error instanceof NoSuch) return { code, message, missing: error.missing };
  return error instanceof ApiError ? { code, message, status: error.status } : { code, message };
}
