/**
 * What is known of one grading, whoever told it first.
 *
 * Events and replies arrive late, twice and in any order; each function returns a track that knows at least as much as
 * before. Only a reply to a question asked after the last verdict was known can begin a new round (graded once more).
 */
import type { Submission, TestStatus } from '../client/contract';

export interface Track {
  /** Jobs ahead and seconds to go, as last told. */
  readonly ahead: number | null;
  readonly eta: number | null;
  /** Why nobody grades it, as last told; null where somebody does. */
  readonly refusal: string | null;
  /** Milliseconds since 1970 on this machine. */
  readonly startedAt: number | null;
  readonly tests: readonly (TestStatus | null)[];
  readonly submission: Submission | null;
  /** The moment (`World.tick`) in which the verdict became known. */
  readonly learned: number;
  /** When the verdict of the round before was made (ms): what is not newer belongs to that round. */
  readonly floor: number | null;
}

export const UNKNOWN: Track = {
  ahead: null,
  eta: null,
  refusal: null,
  startedAt: null,
  tests: [],
  submission: null,
  learned: 0,
  floor: null,
};

/** Whether the submission needs no more waiting. */
export function isSettled(submission: Submission | null): boolean {
  return submission !== null && submission.status !== 'pending';
}

const OF_THE_MACHINE: ReadonlySet<string> = new Set(['timeout', 'memory', 'system']);

/** Whether the end may not be the last: what failed, or says something of the machine, can be graded once more. */
export function isProvisional({ status, feedback }: Submission): boolean {
  return status === 'failed' || OF_THE_MACHINE.has(feedback?.status ?? '');
}

export function queued(track: Track, ahead: number, eta: number | null, refusal: string | null = null): Track {
  if (track.startedAt !== null || isSettled(track.submission)) return track;
  if (track.ahead !== null && track.ahead < ahead) return track;
  return { ...track, ahead, eta, refusal };
}

export function started(track: Track, now: number): Track {
  return track.startedAt !== null || isSettled(track.submission) ? track : { ...track, startedAt: now };
}

export function tested(track: Track, index: number, total: number, status: TestStatus, now: number): Track {
  if (isSettled(track.submission) || index < 0 || index >= total || track.tests[index]) return track;
  const tests = Array.from({ length: Math.max(total, track.tests.length) }, (_, at) => track.tests[at] ?? null);
  tests[index] = status;
  return { ...track, startedAt: track.startedAt ?? now, tests };
}

/**
 * What a reply or an event says of the submission; `asked` is the moment its question was asked, null for an event.
 */
export function told(track: Track, submission: Submission, asked: number | null, tick: number): Track {
  if (isSettled(submission)) return isNews(track, submission) ? { ...track, submission, learned: tick } : track;
  if (!isSettled(track.submission)) return { ...track, submission };
  if (asked === null || asked <= track.learned) return track;
  return { ...UNKNOWN, submission, learned: track.learned, floor: gradedAt(track.submission) };
}

function isNews(track: Track, submission: Submission): boolean {
  const at = gradedAt(submission);
  if (at !== null && track.floor !== null && at <= track.floor) return false;
  return !isSettled(track.submission) || (at ?? 0) > (gradedAt(track.submission) ?? 0);
}

function gradedAt(submission: Submission | null): number | null {
  return submission?.graded_at ? Date.parse(submission.graded_at) : null;
}
