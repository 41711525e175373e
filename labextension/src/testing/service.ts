/** A service in memory that stores, grades and tells, for any number of tabs over a network that may be bad. */
import type { Assignment, Submission } from '../client/contract';
import type { ServerEvent } from '../client/events';
import { FakeTransport, type FakeReply, type FakeRequest, type FakeSocket, type Route } from '../client/fake';
import { graded, pending, verdict } from './made';
import { COURSE } from './made';

/** What becomes of a request: how long each way takes (ms), and whether it, or only its answer, is lost. */
export interface Fate {
  readonly takes: number;
  readonly lost: 'nothing' | 'answer' | 'request';
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** A route over a network in which each request meets the next of these fates. */
export function treated(answer: Route, next: () => Fate): Route {
  return async (request) => {
    const { takes, lost } = next();
    if (takes > 0) await pause(takes);
    if (lost === 'request') throw new TypeError('Failed to fetch');
    const reply = await answer(request);
    if (takes > 0) await pause(takes);
    if (lost === 'answer') throw new TypeError('Failed to fetch');
    return reply;
  };
}

/** Code that solves an assignment has this in it. */
export const RIGHT = 'right';

interface Body {
  readonly assignment_id: string;
  readonly code: string;
}

interface Stored {
  submission: Submission;
  /** How far the grader has come: 0 queued, 1 started, 2 to 4 tests, 5 graded. */
  stage: number;
}

export class FakeService {
  readonly tabs = new Set<FakeTab>();
  private readonly stored: Stored[] = [];
  private readonly runs: string[] = [];

  constructor(private readonly assignments: readonly Assignment[]) {}

  get score(): number {
    return 100 * this.listing().filter(({ status }) => status === 'solved').length;
  }

  get pending(): readonly string[] {
    return this.stored.filter(({ stage }) => stage < 5).map(({ submission }) => submission.id);
  }

  /** The assignments with how far the viewer is. */
  listing(): Assignment[] {
    return this.assignments.map((each) => {
      const attempts = this.attempts(each.id);
      const solved = attempts.some(({ correct }) => correct === true);
      const status = solved ? 'solved' : attempts.length > 0 ? 'attempted' : 'untouched';
      return { ...each, status, attempts: attempts.length };
    });
  }

  /** The attempts at an assignment, newest first. */
  attempts(assignmentId: string): Submission[] {
    const mine = this.stored.filter(({ submission }) => submission.assignment_id === assignmentId);
    return mine.map(({ submission }) => submission).reverse();
  }

  /** The grader does its next step with what waits longest; returns whether there was anything to do. */
  work(): boolean {
    const job = this.stored.find(({ stage }) => stage < 5);
    if (job === undefined) {
      const run = this.runs.shift();
      if (run !== undefined) this.tell({ type: 'run', run_id: run, verdict: verdict() });
      return run !== undefined;
    }
    job.stage += 1;
    const { id: submission_id, assignment_id, code, attempt } = job.submission;
    const correct = code.includes(RIGHT);
    if (job.stage === 1) this.tell({ type: 'started', submission_id });
    else if (job.stage < 5) {
      const test = { index: job.stage - 2, total: 3, name: 't', status: correct ? 'passed' : 'failed' } as const;
      this.tell({ type: 'test', submission_id, ...test });
    } else {
      job.submission = graded(correct, { id: submission_id, assignment_id, code, attempt });
      this.tell({ type: 'graded', submission: job.submission, course: COURSE.slug, score: this.score });
    }
    return true;
  }

  on(transport: FakeTransport, next: () => Fate): void {
    const routes: Readonly<Record<string, Route>> = {
      'GET /courses': () => ({ json: { courses: [COURSE], current: COURSE.slug } }),
      'GET /assignments': () => ({ json: { assignments: this.listing(), course: COURSE, score: this.score } }),
      'GET /assignment': () => ({ json: this.listing()[0] }),
      'POST /assignment/last-visit': () => ({ status: 204 }),
      'GET /submissions': ({ query }) => this.page(query),
      'GET /submission/*': ({ path }) => this.one(path),
      'POST /submission': (request) => this.submit(request),
      'POST /run': () => this.run(),
      'GET /run/*': ({ path }) => this.ran(path.slice(path.lastIndexOf('/') + 1)),
    };
    for (const [verb, route] of Object.entries(routes)) transport.on(verb, treated(route, next));
  }

  private tell(event: ServerEvent): void {
    for (const tab of this.tabs) tab.inbox.push(event);
  }

  private page(query: URLSearchParams): FakeReply {
    const limit = Number(query.get('limit') ?? 50);
    const all = this.attempts(query.get('assignment_id') ?? '');
    const from = query.get('before') === null ? 0 : all.findIndex(({ id }) => id === query.get('before')) + 1;
    const submissions = all.slice(from, from + limit);
    return { json: { submissions, next: from + limit < all.length ? submissions.at(-1)?.id : null } };
  }

  private one(path: string): FakeReply {
    const found = this.stored.find(({ submission }) => path.endsWith(`/${submission.id}`));
    return found === undefined
      ? { status: 404, json: { code: 'unknown-submission', message: 'No such submission.' } }
      : { json: found.submission };
  }

  private submit({ body }: FakeRequest): FakeReply {
    const { assignment_id, code } = body as Body;
    const known = this.attempts(assignment_id).find((each) => each.code === code);
    if (known !== undefined) return { json: { ...known, reused: true } };
    const attempt = this.attempts(assignment_id).length + 1;
    const submission = pending({ id: `s${this.stored.length + 1}`, assignment_id, code, attempt });
    this.stored.push({ submission, stage: 0 });
    this.tell({ type: 'queued', submission_id: submission.id, position: this.pending.length - 1, eta_seconds: null });
    return { status: 201, json: submission };
  }

  private run(): FakeReply {
    const id = `r${this.runs.length + 1}-${this.stored.length}`;
    this.runs.push(id);
    return { status: 202, json: { run_id: id } };
  }

  private ran(id: string): FakeReply {
    return { json: { run_id: id, verdict: this.runs.includes(id) ? null : verdict() } };
  }
}

/** The way of one tab to the service; what the service tells waits in `inbox` until it is delivered. */
export class FakeTab extends FakeTransport {
  readonly inbox: ServerEvent[] = [];

  constructor(
    private readonly service: FakeService,
    next: () => Fate,
  ) {
    super();
    service.tabs.add(this);
    service.on(this, next);
  }

  override connect(): FakeSocket {
    const socket = super.connect();
    if (!this.down) setTimeout(() => this.greet(socket));
    return socket;
  }

  /** Delivers what waits at that place; once more later, if it comes twice. */
  deliver(place: number, twice = false): void {
    const at = this.inbox.length === 0 ? 0 : place % this.inbox.length;
    const [event] = twice ? this.inbox.slice(at, at + 1) : this.inbox.splice(at, 1);
    if (event !== undefined && !this.socket.closed) this.socket.say(event);
  }

  private greet(socket: FakeSocket): void {
    if (socket.closed) return;
    socket.say({ type: 'hello', scores: { [COURSE.slug]: this.service.score }, pending: [...this.service.pending] });
  }
}
