/** The verbs of the service, typed. */
import type { Assignment, Course, Draft, Hint, Submission, Verdict } from './contract';
import { request } from './request';
import type { Transport } from './transport';

/** How long (s) the server may hold a `wait` request before it answers. */
export const WAIT = 15;

/** What a held request may take (ms): the wait itself and the way there and back. */
const HELD = (WAIT + 10) * 1000;

export interface Listing {
  readonly assignments: readonly Assignment[];
  readonly course: Course;
  readonly score: number;
}

/** The courses by title; `current` is the slug of the one to open where none was chosen, null where there is none. */
export interface Offer {
  readonly courses: readonly Course[];
  readonly current: string | null;
}

export interface SubmissionPage {
  readonly submissions: readonly Submission[];
  readonly next: string | null;
}

/** A run; `verdict` is null while it is not over. */
export interface Run {
  readonly run_id: string;
  readonly verdict: Verdict | null;
}

export class Api {
  constructor(private readonly transport: Transport) {}

  courses(signal?: AbortSignal): Promise<Offer> {
    return request(this.transport, 'GET', '/courses', { signal });
  }

  assignments(course: string | null, signal?: AbortSignal): Promise<Listing> {
    return request(this.transport, 'GET', '/assignments', { query: { course }, signal });
  }

  /** The assignment to show first. */
  assignment(course: string | null, signal?: AbortSignal): Promise<Assignment> {
    return request(this.transport, 'GET', '/assignment', { query: { course }, signal });
  }

  visit(assignmentId: string): Promise<void> {
    return request(this.transport, 'POST', '/assignment/last-visit', { body: { assignment_id: assignmentId } });
  }

  /** One hint, counted from 1. */
  hint(assignmentId: string, n: number): Promise<Hint> {
    return request(this.transport, 'GET', '/hint', { query: { assignment_id: assignmentId, n } });
  }

  draft(assignmentId: string): Promise<Draft> {
    return request(this.transport, 'GET', '/draft', { query: { assignment_id: assignmentId } });
  }

  /** Saves code that goes on from `version`; rejects with the draft that is there where it is another one. */
  saveDraft(assignmentId: string, code: string, version: number, keepalive: boolean): Promise<Draft> {
    const body = { assignment_id: assignmentId, code, version };
    return request(this.transport, 'PUT', '/draft', { body, keepalive });
  }

  submit(assignment: Assignment, code: string, signal?: AbortSignal): Promise<Submission> {
    const body = { assignment_id: assignment.id, code, revision: assignment.revision };
    return request(this.transport, 'POST', '/submission', { body, signal });
  }

  /** The viewer's attempts at an assignment, newest first; `before` is the id that a page ended with. */
  submissions(
    assignmentId: string,
    before: string | null,
    limit: number | null = null,
    signal?: AbortSignal,
  ): Promise<SubmissionPage> {
    const query = { assignment_id: assignmentId, before, limit };
    return request(this.transport, 'GET', '/submissions', { query, signal });
  }

  /** One submission; with `wait` (s) the server answers as soon as it is graded. */
  submission(id: string, wait: number, signal?: AbortSignal): Promise<Submission> {
    const path = `/submission/${encodeURIComponent(id)}`;
    return request(this.transport, 'GET', path, { query: { wait }, signal, timeout: HELD });
  }

  /** Starts a run of the visible tests, or with `stdin` of the program on it; returns its id. */
  async run(assignmentId: string, code: string, stdin: string | null, signal?: AbortSignal): Promise<string> {
    const body = { assignment_id: assignmentId, code, ...(stdin === null ? {} : { stdin }) };
    const reply = await request<{ run_id: string }>(this.transport, 'POST', '/run', { body, signal });
    return reply.run_id;
  }

  runResult(id: string, wait: number, signal?: AbortSignal): Promise<Run> {
    return request(this.transport, 'GET', `/run/${encodeURIComponent(id)}`, { query: { wait }, signal, timeout: HELD });
  }
}
