import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { AWAKE_FOR, PING_EVERY } from '../client/socket';
import { COURSE, graded, pending } from '../testing/made';
import { activity, faked, FIRST, held, ready, server, settled, start, state } from '../testing/practice';
import { LOOK_EVERY } from './follow';
import type { PracticeStore } from './store';

faked();

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

describe('a verdict', () => {
  it('is in list, score, attempts and card by the same event', async () => {
    const transport = server();
    const store = await ready(transport);
    const seen: unknown[] = [];
    store.subscribe(() => {
      const { assignments, score, attempts } = state(store);
      const { status, attempts: count } = assignments[0] ?? FIRST;
      seen.push([status, count, score, attempts[FIRST.id]?.items.length, activity(store)?.kind]);
    });
    store.show(pending({ attempt: 3 }));
    expect(seen.at(-1)).toEqual(['attempted', 3, 0, 1, 'queued']);
    const after = seen.length;
    transport.socket.say({ type: 'graded', submission: graded(true, { attempt: 3 }), course: 'basics', score: 100 });
    expect(seen[after]).toEqual(['solved', 3, 100, 1, 'graded']);
  });
});

describe('the clock', () => {
  it('is that of the server, as its replies tell', async () => {
    const headers = { Date: new Date(Date.now() - 7_200_000).toUTCString() };
    const transport = server().on('GET /courses', () => ({ json: { courses: [COURSE], current: 'basics' }, headers }));
    const store = await ready(transport);
    expect(Math.round(state(store).clockAhead / 60_000)).toBe(-120);
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
