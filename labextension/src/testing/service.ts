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
/** The first grading of code with this in it fails. */
export const FAULTY = 'faulty';

interface Body {
  readonly assignment_id: string;
  readonly code: string;
}

interface Stored {
  submission: Submission;
  /** How far the grader has come: 0 queued, 1 started, 2 to 4 tests, 5 graded. */
  stage: number;
  gradings: number;
}

export class FakeService {
  readonly tabs = new Set<FakeTab>();
  private readonly stored: Stored[] = [];
  private readonly runs: string[] = [];
  private clock = Date.UTC(2030, 0, 1);

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

  /** The grader works on, a step every so often (ms); returns the way to stop it. */
  start(every: number): () => void {
    const timer = setInterval(() => this.work(), every);
    return () => clearInterval(timer);
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
      job.gradings += 1;
      this.clock += 1_000;
      const about = { id: submission_id, assignment_id, code, attempt, graded_at: new Date(this.clock).toISOString() };
      const fault = code.includes(FAULTY) && job.gradings === 1;
      job.submission = graded(correct, fault ? { ...about, status: 'failed', correct: null } : about);
      this.tell({ type: 'graded', submission: job.submission, course: COURSE.slug, score: this.score });
    }
    return true;
  }

  on(transport: FakeTransport, fate: () => Fate): void {
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
    for (const [verb, route] of Object.entries(routes)) transport.on(verb, treated(route, fate));
  }

  private tell(event: ServerEvent): void {
    for (const tab of this.tabs) tab.hear(event);
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
    const known = this.stored.find(
      ({ submission: each }) => each.assignment_id === assignment_id && each.code === code,
    );
    if (known !== undefined && known.submission.status !== 'failed')
      return { json: { ...known.submission, reused: true } };
    const job = known ?? { submission: this.made(assignment_id, code), stage: 0, gradings: 0 };
    if (known === undefined) this.stored.push(job);
    job.stage = 0;
    job.submission = pending({ ...job.submission, status: 'pending', feedback: null, graded_at: null });
    const submission_id = job.submission.id;
    this.tell({ type: 'queued', submission_id, position: this.pending.length - 1, eta_seconds: null });
    return { status: known === undefined ? 201 : 200, json: job.submission };
  }

  private made(assignment_id: string, code: string): Submission {
    const attempt = this.attempts(assignment_id).length + 1;
    return pending({ id: `s${this.stored.length + 1}`, assignment_id, code, attempt });
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

/** What becomes of an event on its way to one tab: it is late by so much (ms), lost, or comes twice. */
export interface Passage {
  readonly late: number;
  readonly times: 0 | 1 | 2;
}

/** The way of one tab to the service. */
export class FakeTab extends FakeTransport {
  constructor(
    private readonly service: FakeService,
    fate: () => Fate,
    private readonly passage: () => Passage,
  ) {
    super();
    service.tabs.add(this);
    service.on(this, fate);
  }

  override connect(): FakeSocket {
    const socket = super.connect();
    if (!this.down) setTimeout(() => this.greet(socket));
    return socket;
  }

  /** The service tells something; it is heard on the connection that was open then, or never. */
  hear(event: ServerEvent): void {
    const { late, times } = this.passage();
    const socket = this.sockets.at(-1);
    for (let time = 0; time < times; time += 1) setTimeout(() => socket?.say(event), late * (1 + time));
  }

  private greet(socket: FakeSocket): void {
    socket.say({ type: 'hello', scores: { [COURSE.slug]: this.service.score }, pending: [...this.service.pending] });
  }
}
