import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Assignment } from '../client/contract';
import { FakeTransport, type Route } from '../client/fake';
import { AWAKE_FOR, PING_EVERY } from '../client/socket';
import { assignment, COURSE, graded, pending, verdict } from '../testing/made';
import { FakeDrafts } from './drafts';
import { LOOK_EVERY } from './follow';
import type { Activity } from './model';
import { PracticeStore, type PracticeOptions } from './store';

const FIRST = assignment();
const SECOND = assignment({ slug: 'sort', title: 'Sorting', order_number: 2 });
const THIRD = assignment({ slug: 'sum', title: 'Sums', order_number: 3 });

const stores: PracticeStore[] = [];

function server(assignments: readonly Assignment[] = [FIRST, SECOND, THIRD], score = 0): FakeTransport {
  return new FakeTransport()
    .on('GET /assignments', () => ({ json: { assignments, course: COURSE, score } }))
    .on('GET /assignment', () => ({ json: assignments[0] }))
    .on('GET /courses', () => ({ json: { courses: [COURSE] } }))
    .on('POST /assignment/last-visit', () => ({ status: 204 }));
}

function start(transport: FakeTransport, options: Partial<PracticeOptions> = {}): PracticeStore {
  const store = new PracticeStore({ transport, drafts: new FakeDrafts(), ...options });
  stores.push(store);
  return store.start();
}

/** Lets everything happen that needs no time. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function ready(transport: FakeTransport, options: Partial<PracticeOptions> = {}): Promise<PracticeStore> {
  const store = start(transport, options);
  await settled();
  transport.socket.say({ type: 'hello', scores: {}, pending: [] });
  return store;
}

const state = (store: PracticeStore) => store.getSnapshot();
const activity = (store: PracticeStore, of: Assignment = FIRST): Activity | undefined => state(store).activities[of.id];

/** A route that answers when the test says so. */
function held(): { route: Route; answer: (json: unknown, status?: number) => void } {
  let answer: (json: unknown, status?: number) => void = () => undefined;
  const route: Route = () => new Promise((resolve) => (answer = (json, status = 201) => resolve({ status, json })));
  return { route, answer: (json, status) => answer(json, status) };
}

beforeEach(() => {
  vi.useFakeTimers();
  window.localStorage.clear();
});
afterEach(() => {
  for (const store of stores.splice(0)) store.dispose();
  vi.useRealTimers();
});

describe('loading', () => {
  it('shows the assignment that was visited last', async () => {
    const store = await ready(server().on('GET /assignment', () => ({ json: SECOND })));
    expect(state(store)).toMatchObject({
      load: { kind: 'ready' },
      currentId: SECOND.id,
      course: COURSE,
      connection: 'live',
    });
  });

  it('shows the first unsolved one where that cannot be asked', async () => {
    const transport = server([{ ...FIRST, status: 'solved' }, SECOND]).on('GET /assignment', () => ({ status: 500 }));
    expect(state(await ready(transport)).currentId).toBe(SECOND.id);
  });

  it('asks for nothing before it is started', async () => {
    const transport = server();
    const store = new PracticeStore({ transport, drafts: new FakeDrafts() });
    stores.push(store);
    window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([transport.requests, transport.sockets]).toEqual([[], []]);
  });

  it('waits in silence for a service that is still starting', async () => {
    let asked = 0;
    const transport = server();
    const listing = { assignments: [FIRST], course: COURSE, score: 0 };
    transport.on('GET /assignments', () =>
      (asked += 1) < 3
        ? { status: 503, json: { message: 'Starting.', code: 'unavailable' }, headers: { 'Retry-After': '2' } }
        : { json: listing },
    );
    const store = start(transport);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(state(store).load.kind).toBe('loading');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(state(store).load.kind).toBe('ready');
  });

  it('says what is wrong and tries again by itself', async () => {
    const transport = server().on('GET /assignments', () => {
      throw new TypeError('Failed to fetch');
    });
    const store = start(transport);
    await settled();
    const retryAt = Date.now() + 5_000;
    expect(state(store).load).toEqual({
      kind: 'error',
      message: 'The server cannot be reached.',
      code: 'offline',
      retryAt,
    });
    transport.on('GET /assignments', () => ({ json: { assignments: [FIRST], course: COURSE, score: 0 } }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state(store).load.kind).toBe('ready');
  });

  it('does not try again what only a person can mend', async () => {
    const misconfigured = { status: 503, json: { message: 'Set PyPrac.upstream.', code: 'misconfigured' } };
    const store = start(server().on('GET /assignments', () => misconfigured));
    await settled();
    expect(state(store).load).toMatchObject({ kind: 'error', code: 'misconfigured', retryAt: null });
  });

  it('tells an empty course from an error, and fills it when the first assignment appears', async () => {
    const none = { status: 404, json: { message: 'None yet.', code: 'no-assignments' } };
    const transport = server().on('GET /assignments', () => none);
    const store = await ready(transport);
    expect(state(store).load.kind).toBe('empty');
    transport.on('GET /assignments', () => ({ json: { assignments: [FIRST], course: COURSE, score: 0 } }));
    transport.socket.say({ type: 'assignments-changed', course: 'basics' });
    await settled();
    expect(state(store)).toMatchObject({ load: { kind: 'ready' }, currentId: FIRST.id });
  });

  it('takes the first course where there are several, at the assignment visited last', async () => {
    const several = { message: 'The field course is missing.', code: 'malformed' };
    const listing: Route = ({ query }) =>
      query.get('course') === 'basics'
        ? { json: { assignments: [FIRST, SECOND], course: COURSE, score: 0 } }
        : { status: 400, json: several };
    const transport = server();
    transport
      .on('GET /assignments', listing)
      .on('GET /assignment', ({ query }) =>
        query.get('course') === 'basics' ? { json: SECOND } : { status: 400, json: several },
      );
    expect(state(await ready(transport))).toMatchObject({ course: COURSE, currentId: SECOND.id });
  });

  it('goes over to another course, and remembers it for the next time', async () => {
    const other = { slug: 'algorithms', title: 'Algorithms', language: 'en' };
    const route: Route = ({ query }) => {
      const slug = query.get('course');
      if (slug === null) return { status: 400, json: { message: 'The field course is missing.', code: 'malformed' } };
      const [course, assignments] =
        slug === 'basics' ? [COURSE, [FIRST]] : [other, [{ ...SECOND, id: 'algorithms/sort' }]];
      return { json: { assignments, course, score: 0 } };
    };
    const courses: Route = () => ({ json: { courses: [COURSE, other] } });
    const transport = (): FakeTransport => server().on('GET /assignments', route).on('GET /courses', courses);
    const store = await ready(transport());
    store.choose('algorithms');
    await settled();
    expect(state(store)).toMatchObject({ course: other, currentId: 'algorithms/sort', load: { kind: 'ready' } });
    expect(state(await ready(transport())).course).toEqual(other);
  });

  it('shows one assignment alone where asked to, and names those there are where it is unknown', async () => {
    const alone = await ready(server(), { only: 'sort' });
    expect(state(alone).assignments.map((each) => each.slug)).toEqual(['sort']);
    const transport = server();
    const lost = start(transport, { only: 'sart' });
    await settled();
    expect(state(lost).load).toMatchObject({
      kind: 'error',
      message: "The course Python basics has no assignment 'sart'. It has: search, sort, sum.",
      retryAt: null,
    });
  });
});

describe('moving between assignments', () => {
  it('shows the next one at once, and tells the server of the last visit only', async () => {
    const transport = server();
    const store = await ready(transport);
    await vi.advanceTimersByTimeAsync(300);
    const before = transport.requests.length;
    store.open(SECOND.id);
    store.open(THIRD.id);
    expect(state(store).currentId).toBe(THIRD.id);
    expect(transport.requests).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(300);
    const visits = transport.asked('POST /assignment/last-visit').map((each) => each.body);
    expect(visits).toEqual([{ assignment_id: FIRST.id }, { assignment_id: THIRD.id }]);
  });

  it('opens nothing that is not there', async () => {
    const store = await ready(server());
    store.open('basics/none');
    expect(state(store).currentId).toBe(FIRST.id);
  });

  it('leaves an assignment that was withdrawn', async () => {
    const transport = server();
    const store = await ready(transport);
    transport.on('GET /assignments', () => ({ json: { assignments: [SECOND], course: COURSE, score: 0 } }));
    transport.socket.say({ type: 'assignments-changed', course: 'basics' });
    await settled();
    expect(state(store).currentId).toBe(SECOND.id);
  });
});

describe('submitting', () => {
  it('goes from sending over queue and tests to the verdict', async () => {
    const { route, answer } = held();
    const transport = server().on('POST /submission', route);
    const store = await ready(transport);
    store.edit('def search(x, seq):\n    return 0\n');
    store.submit();
    expect(activity(store)).toEqual({ kind: 'submitting', purpose: 'submit', lines: 2 });
    answer(pending());
    await settled();
    expect(activity(store)).toEqual({ kind: 'queued', purpose: 'submit', position: null, etaSeconds: null });
    transport.socket.say({ type: 'queued', submission_id: 's1', position: 2, eta_seconds: 4 });
    expect(activity(store)).toEqual({ kind: 'queued', purpose: 'submit', position: 2, etaSeconds: 4 });
    transport.socket.say({ type: 'started', submission_id: 's1' });
    transport.socket.say({ type: 'test', submission_id: 's1', index: 0, total: 3, name: 'a', status: 'passed' });
    expect(activity(store)).toMatchObject({ kind: 'running', tests: ['passed', null, null] });
    transport.socket.say({ type: 'graded', submission: graded(true), course: 'basics', score: 100 });
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true, same: false });
    expect(state(store)).toMatchObject({ score: 100, assignments: [{ status: 'solved' }, {}, {}] });
    expect(transport.asked('POST /submission')[0]?.body).toEqual({
      assignment_id: FIRST.id,
      code: 'def search(x, seq):\n    return 0\n',
      revision: 1,
    });
  });

  it('changes score, list, status and card in one step', async () => {
    const transport = server().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.submit();
    await settled();
    const seen: unknown[] = [];
    store.subscribe(() => {
      const now = state(store);
      seen.push([
        now.score,
        now.assignments[0]?.status,
        now.attempts[FIRST.id]?.items[0]?.status,
        activity(store)?.kind,
      ]);
    });
    transport.socket.say({ type: 'graded', submission: graded(true), course: 'basics', score: 100 });
    expect(seen).toEqual([[100, 'solved', 'processed', 'graded']]);
  });

  it('files the result where it belongs when another assignment is on the screen', async () => {
    const transport = server().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.submit();
    store.open(SECOND.id);
    await settled();
    transport.socket.say({ type: 'graded', submission: graded(false), course: 'basics', score: 0 });
    expect(activity(store, FIRST)).toMatchObject({ kind: 'graded', submission: { correct: false } });
    expect(activity(store, SECOND)).toEqual({ kind: 'idle' });
  });

  it('sends once, however often it is pressed', async () => {
    const { route, answer } = held();
    const transport = server().on('POST /submission', route);
    const store = await ready(transport);
    store.submit();
    store.submit();
    store.run();
    answer(pending());
    await settled();
    expect(transport.asked('POST /submission')).toHaveLength(1);
    expect(transport.asked('POST /run')).toHaveLength(0);
  });

  it('leaves the card to an attempt that was opened while the code was on its way', async () => {
    const { route, answer } = held();
    const store = await ready(server().on('POST /submission', route));
    store.submit();
    store.show(graded(false, { id: 's0', attempt: 1 }));
    answer(pending({ attempt: 2 }));
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { id: 's0' } });
  });

  it('shows the verdict of the same code as what it is', async () => {
    const again = graded(false, { reused: true, attempt: 4 });
    const store = await ready(server().on('POST /submission', () => ({ json: again })));
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', same: true, gained: false, submission: { attempt: 4 } });
  });

  it('counts a verdict that came with the reply', async () => {
    const store = await ready(server().on('POST /submission', () => ({ status: 201, json: graded(true) })));
    store.submit();
    await settled();
    expect(state(store).score).toBe(100);
    expect(activity(store)).toMatchObject({ gained: true });
  });

  it('takes in an assignment that was changed meanwhile, and keeps what was written', async () => {
    const newer = { ...FIRST, revision: 2, starter_code: '# new\n', title: 'Search, better' };
    const changed = { status: 409, json: { message: 'Changed.', code: 'changed', assignment: newer } };
    const store = await ready(server().on('POST /submission', () => changed));
    store.edit('mine');
    store.submit();
    await settled();
    expect(state(store).assignments[0]).toMatchObject({ revision: 2, title: 'Search, better' });
    expect(state(store).banners[FIRST.id]).toEqual({ kind: 'changed' });
    expect(state(store).drafts[FIRST.id]?.code).toBe('mine');
    expect(activity(store)).toEqual({ kind: 'idle' });
  });

  it('says when another try makes sense', async () => {
    const slow = { status: 429, json: { message: 'Wait.', code: 'slow-down' }, headers: { 'Retry-After': '7' } };
    const store = await ready(server().on('POST /submission', () => slow));
    store.submit();
    await settled();
    expect(activity(store)).toEqual({
      kind: 'refused',
      code: 'slow-down',
      message: 'Wait.',
      retryAt: Date.now() + 7_000,
    });
  });

  it('does not submit again by itself after a lost reply, but takes up the verdict of what had arrived', async () => {
    const transport = server().on('POST /submission', () => {
      throw new TypeError('Failed to fetch');
    });
    const store = await ready(transport);
    store.edit('mine');
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'refused', code: 'offline' });
    expect(state(store).drafts[FIRST.id]?.code).toBe('mine');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(transport.asked('POST /submission')).toHaveLength(1);
    transport.socket.say({ type: 'graded', submission: graded(true, { code: 'mine' }), course: 'basics', score: 100 });
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
  });

  it('grades a failed submission once more', async () => {
    const failed = graded(false, { status: 'failed', correct: null, code: 'mine' });
    const transport = server().on('POST /submission', () => ({ json: pending({ code: 'mine' }) }));
    const store = await ready(transport);
    store.show(failed);
    store.regrade(failed);
    await settled();
    expect(transport.asked('POST /submission')[0]?.body).toMatchObject({ code: 'mine' });
    expect(activity(store)).toMatchObject({ kind: 'queued' });
  });
});

describe('running', () => {
  it('shows what the run came to, though its event came before the reply', async () => {
    const { route, answer } = held();
    const transport = server().on('POST /run', route);
    const store = await ready(transport);
    store.run();
    transport.socket.say({ type: 'run', run_id: 'r1', verdict: verdict({ correct: false }) });
    answer({ run_id: 'r1' }, 202);
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'ran', code: FIRST.starter_code, verdict: { correct: false } });
    expect(state(store).score).toBe(0);
    expect(state(store).attempts[FIRST.id]).toBeUndefined();
  });
});

describe('a page that was reloaded', () => {
  it('shows what is still being graded, and then its verdict', async () => {
    const transport = server().on('GET /submission/*', () => ({ json: pending() }));
    const store = start(transport);
    await settled();
    transport.socket.say({ type: 'hello', scores: { basics: 0 }, pending: ['s1'] });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued' });
    transport.socket.say({ type: 'graded', submission: graded(true), course: 'basics', score: 100 });
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
  });

  it('gives the card to the newest of several', async () => {
    const transport = server().on('GET /submission/*', ({ path }) => {
      const attempt = Number(path.slice(-1));
      return { json: pending({ id: `s${attempt}`, attempt }) };
    });
    const store = start(transport);
    await settled();
    transport.socket.say({ type: 'hello', scores: {}, pending: ['s1', 's3', 's2'] });
    await settled();
    transport.socket.say({ type: 'queued', submission_id: 's3', position: 7, eta_seconds: null });
    expect(activity(store)).toMatchObject({ kind: 'queued', position: 7 });
    expect(state(store).attempts[FIRST.id]?.items.map((item) => item.attempt)).toEqual([3, 2, 1]);
  });
});

describe('a lost connection', () => {
  async function waiting(transport: FakeTransport): Promise<PracticeStore> {
    transport.on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.submit();
    await settled();
    return store;
  }

  it('asks for the verdict by a held request', async () => {
    const transport = server();
    const store = await waiting(transport);
    const { route, answer } = held();
    transport.on('GET /submission/*', route);
    transport.socket.drop();
    await settled();
    expect(transport.asked('GET /submission/*')[0]?.query.get('wait')).toBe('15');
    answer(graded(true), 200);
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
    expect(state(store).score).toBe(100);
  });

  it('asks at once for what was missed when it is back, and says that it is', async () => {
    const transport = server();
    const store = await waiting(transport);
    const lasting = held();
    transport.on('GET /submission/*', lasting.route);
    transport.socket.drop();
    await settled();
    expect(state(store).connection).toBe('reconnecting');
    lasting.answer(pending(), 200);
    await settled();
    transport.on('GET /submission/*', () => ({ json: graded(false) }));
    await vi.advanceTimersByTimeAsync(1_000);
    const listed = transport.asked('GET /assignments').length;
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(state(store)).toMatchObject({ connection: 'live', banners: { [FIRST.id]: { kind: 'back-online' } } });
    expect(activity(store)).toMatchObject({ kind: 'graded' });
    expect(transport.asked('GET /assignments')).toHaveLength(listed + 1);
  });

  it('says that sockets are blocked where requests still get through', async () => {
    const transport = server();
    const store = await ready(transport);
    for (let tries = 0; tries < 3; tries += 1) {
      transport.socket.drop();
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(state(store).connection).toBe('polling');
  });

  it('says offline where nothing gets through', async () => {
    const transport = server();
    const store = await ready(transport);
    transport.on('GET /courses', () => {
      throw new TypeError('Failed to fetch');
    });
    transport.socket.drop();
    await settled();
    expect(state(store).connection).toBe('offline');
  });

  it('is not needed for what an event did not tell: it is looked at now and then', async () => {
    const transport = server().on('GET /submission/*', () => ({ json: graded(true) }));
    const store = await waiting(transport);
    await vi.advanceTimersByTimeAsync(LOOK_EVERY);
    expect(activity(store)).toMatchObject({ kind: 'graded' });
  });

  it('is closed on an abandoned page and fetches anew when somebody returns', async () => {
    const transport = server();
    await ready(transport);
    await vi.advanceTimersByTimeAsync(AWAKE_FOR + PING_EVERY);
    expect(transport.socket.closed).toBe(true);
    const listed = transport.asked('GET /assignments').length;
    window.dispatchEvent(new Event('focus'));
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(transport.sockets).toHaveLength(2);
    expect(transport.asked('GET /assignments')).toHaveLength(listed + 1);
  });

  it('leaves nothing behind when the panel is closed', async () => {
    const transport = server();
    const store = await waiting(transport);
    await vi.advanceTimersByTimeAsync(300);
    store.dispose();
    const asked = transport.requests.length;
    await vi.advanceTimersByTimeAsync(LOOK_EVERY * 3);
    window.dispatchEvent(new Event('focus'));
    expect(transport.requests).toHaveLength(asked);
    expect(transport.sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('attempts', () => {
  it('come page by page, each page once', async () => {
    const transport = server().on('GET /submissions', ({ query }) =>
      query.get('before') === null
        ? { json: { submissions: [graded(false, { id: 's2', attempt: 2 })], next: 's2' } }
        : { json: { submissions: [graded(false, { id: 's1', attempt: 1 })], next: null } },
    );
    const store = await ready(transport);
    store.moreAttempts();
    store.moreAttempts();
    await settled();
    expect(state(store).attempts[FIRST.id]).toMatchObject({ loaded: true, next: 's2' });
    store.moreAttempts();
    await settled();
    store.moreAttempts();
    await settled();
    expect(state(store).attempts[FIRST.id]?.items.map((item) => item.id)).toEqual(['s2', 's1']);
    expect(transport.asked('GET /submissions')).toHaveLength(2);
  });

  it('that could not be read are read when the server is back', async () => {
    const transport = server();
    const store = await ready(transport);
    store.moreAttempts();
    await settled();
    expect(state(store).attempts[FIRST.id]).toBeUndefined();
    transport.on('GET /submissions', () => ({ json: { submissions: [], next: null } }));
    transport.socket.drop();
    await vi.advanceTimersByTimeAsync(1_000);
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(state(store).attempts[FIRST.id]).toEqual({ items: [], next: null, loaded: true });
  });
});
