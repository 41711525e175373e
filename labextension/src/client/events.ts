/** What the live connection tells. */
import type { Submission, TestStatus, Verdict } from './contract';

/** What a grader works on: the one id that is there says which. */
type Worked = { readonly submission_id: string } | { readonly run_id: string };

export type ServerEvent =
  | { readonly type: 'hello'; readonly scores: Readonly<Record<string, number>>; readonly pending: readonly string[] }
  | {
      readonly type: 'queued';
      readonly submission_id: string;
      /** Jobs ahead. */
      readonly position: number;
      readonly eta_seconds: number | null;
      /** Why no grader works, where that is so. */
      readonly refusal?: string;
    }
  | ({ readonly type: 'started' } & Worked)
  | ({
      readonly type: 'test';
      /** From 0. */
      readonly index: number;
      readonly total: number;
      readonly name: string;
      readonly status: TestStatus;
    } & Worked)
  | { readonly type: 'graded'; readonly submission: Submission; readonly course: string; readonly score: number }
  | { readonly type: 'run'; readonly run_id: string; readonly verdict: Verdict | null }
  | { readonly type: 'assignments-changed'; readonly course: string };

const TYPES: ReadonlySet<string> = new Set<ServerEvent['type']>([
  'hello',
  'queued',
  'started',
  'test',
  'graded',
  'run',
  'assignments-changed',
]);

/** Reads one frame; null for what this release does not know. */
export function parseEvent(text: unknown): ServerEvent | null {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : null;
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

function isEvent(value: unknown): value is ServerEvent {
  return typeof value === 'object' && value !== null && 'type' in value && TYPES.has(value.type as string);
}
