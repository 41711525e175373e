import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { type Route } from '../client/fake';
import { COURSE } from '../testing/made';
import { faked, FIRST, held, ready, SECOND, server, settled, start, state, THIRD } from '../testing/practice';
import { FakeDrafts } from './drafts';
import { PracticeStore } from './store';

faked();

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
    new PracticeStore({ transport, drafts: new FakeDrafts() });
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
      message: null,
      code: 'offline',
      retryAt,
    });
    transport.on('GET /assignments', () => ({ json: { assignments: [FIRST], course: COURSE, score: 0 } }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state(store).load.kind).toBe('ready');
  });

  it('does not try again what only a person can mend', async () => {
    const misconfigured = { status: 503, json: { message: 'Set PyPrac.upstream.', code: 'misconfigured' } };
    const transport = server()
      .on('GET /assignments', () => misconfigured)
      .on('GET /courses', () => misconfigured);
    const store = start(transport);
    await settled();
    expect(state(store).load).toMatchObject({ kind: 'error', code: 'misconfigured', retryAt: null });
    transport.socket.drop();
    await settled();
    expect(state(store).connection).toBe('misconfigured');
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

  describe('with several courses', () => {
    const other = { slug: 'algorithms', title: 'Algorithms', language: 'en' };
    const there = { ...SECOND, id: 'algorithms/tree', slug: 'tree' };
    const route: Route = ({ query }) => {
      const slug = query.get('course');
      if (slug === null) return { status: 400, json: { message: 'The field course is missing.', code: 'malformed' } };
      if (slug === 'basics') return { json: { assignments: [FIRST], course: COURSE, score: 0 } };
      if (slug === 'algorithms') return { json: { assignments: [there], course: other, score: 0 } };
      return { status: 404, json: { message: 'There is no such course here.', code: 'unknown-course' } };
    };
    const courses: Route = () => ({ json: { courses: [other, COURSE], current: 'basics' } });
    const transport = (): FakeTransport => server().on('GET /assignments', route).on('GET /courses', courses);

    it('opens the one last practised, and asks for nothing in vain', async () => {
      const there = transport();
      expect(state(await ready(there))).toMatchObject({ course: COURSE, courses: [other, COURSE] });
      const asked = [...there.asked('GET /assignments'), ...there.asked('GET /assignment')];
      expect(asked.map((each) => each.query.get('course'))).toEqual(['basics', 'basics']);
    });

    it('offers none beside an assignment that is shown alone', async () => {
      expect(state(await ready(transport(), { only: 'tree' })).courses).toEqual([]);
    });

    it('names the assignments of all of them where one is in none', async () => {
      const store = start(transport(), { only: 'nonsense' });
      await settled();
      expect(state(store).load).toMatchObject({
        code: 'no-such',
        missing: {
          assignment: 'nonsense',
          courses: [
            { title: 'Python basics', has: [{ slug: 'search' }] },
            { title: 'Algorithms', has: [{ slug: 'tree' }] },
          ],
        },
        retryAt: null,
      });
    });

    it('goes over to another one, and asks for that the next time', async () => {
      const store = await ready(transport());
      store.choose('algorithms');
      await settled();
      expect(state(store)).toMatchObject({ course: other, currentId: there.id, load: { kind: 'ready' } });
      const later = transport();
      expect(state(await ready(later)).course).toEqual(other);
      expect(later.asked('GET /assignments').map((each) => each.query.get('course'))).toEqual(['algorithms']);
    });

    it('shows another one where the one looked at last is gone', async () => {
      window.localStorage.setItem('pyprac:course:https://hub.example/user/ada/', 'gone');
      expect(state(await ready(transport())).course).toEqual(COURSE);
    });

    it('finds the one that has the assignment of a cell', async () => {
      const store = await ready(transport(), { only: 'tree' });
      expect(state(store)).toMatchObject({ course: other, currentId: there.id });
    });

    it('does not take another one for one that was named', async () => {
      const store = start(transport(), { course: 'gone' });
      await settled();
      expect(state(store).load).toMatchObject({ kind: 'error', code: 'unknown-course' });
    });
  });

  it('shows one assignment alone where asked to, and names those there are where it is unknown', async () => {
    const alone = await ready(server(), { only: 'sort' });
    expect(state(alone).assignments.map((each) => each.slug)).toEqual(['sort']);
    const transport = server();
    const lost = start(transport, { only: 'sart' });
    await settled();
    expect(state(lost).load).toMatchObject({
      kind: 'error',
      missing: {
        assignment: 'sart',
        courses: [
          { title: 'Python basics', has: [{ slug: 'search' }, { slug: 'sort', title: 'Sorting' }, { slug: 'sum' }] },
        ],
      },
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

describe('what changes before it can be told', () => {
  const hello = { type: 'hello', scores: {}, pending: [] } as const;
  const changed = { type: 'assignments-changed', course: 'basics' } as const;
  const listed = (title: string) => ({ assignments: [{ ...FIRST, title }], course: COURSE, score: 0 });

  it.each([
    ['the connection opens', [hello]],
    ['it is told', [hello, changed]],
  ])('is on the screen, though the list was asked for before %s', async (_, events) => {
    const { route, answer } = held();
    const transport = server().on('GET /assignments', route);
    const store = start(transport);
    await settled();
    transport.on('GET /assignments', () => ({ json: listed('New') }));
    for (const event of events) transport.socket.say(event);
    answer(listed('Old'), 200);
    await settled();
    expect(state(store).assignments.map(({ title }) => title)).toEqual(['New']);
    expect(transport.asked('GET /assignments')).toHaveLength(2);
  });

  it('is on the screen, though the list was there before the connection opened', async () => {
    const transport = server();
    const store = start(transport);
    await settled();
    transport.on('GET /assignments', () => ({ json: listed('New') }));
    transport.socket.say(hello);
    await settled();
    expect(state(store).assignments.map(({ title }) => title)).toEqual(['New']);
  });

  it('is in a list that was asked for later, and nothing is asked twice', async () => {
    const transport = server();
    start(transport);
    transport.socket.say(hello);
    await settled();
    expect(transport.asked('GET /assignments')).toHaveLength(1);
  });
});
