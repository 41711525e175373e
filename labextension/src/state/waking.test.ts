import { describe, expect, it, vi } from 'vitest';
import { graded, pending } from '../testing/made';
import { activity, faked, FIRST, ready, server, settled, state, THIRD } from '../testing/practice';

faked();

/** The machine sleeps: the clock goes on, timers do not. */
const sleep = (ms: number): void => void vi.setSystemTime(Date.now() + ms);
const HOUR = 3_600_000;

describe('after a sleep', () => {
  it('is right within a second, though the old connection never said that it died', async () => {
    const transport = server().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.submit();
    await settled();
    expect(activity(store)?.kind).toBe('queued');
    transport.on('GET /submission/*', () => ({ json: graded(true) }));
    sleep(HOUR);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
    expect([transport.sockets.length, transport.sockets[0]?.closed]).toEqual([2, true]);
    transport.socket.say({ type: 'hello', scores: { basics: 100 }, pending: [] });
    expect(state(store).connection).toBe('live');
  });

  it('gives up what was asked before it, which would never be answered', async () => {
    const transport = server();
    const store = await ready(transport);
    transport.on('GET /assignments', () => new Promise(() => undefined));
    transport.socket.say({ type: 'assignments-changed', course: 'basics' });
    await settled();
    sleep(HOUR);
    const now = { ...FIRST, title: 'Binary search' };
    transport.on('GET /assignments', () => ({
      json: { assignments: [now, THIRD], course: state(store).course, score: 0 },
    }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state(store).assignments.map(({ title }) => title)).toEqual(['Binary search', 'Sums']);
  });

  it('lists the attempts that were made elsewhere meanwhile', async () => {
    const first = graded(false, { id: 's1', attempt: 1 });
    const transport = server().on('GET /submissions', () => ({ json: { submissions: [first], next: null } }));
    const store = await ready(transport);
    store.moreAttempts();
    await settled();
    const second = graded(false, { id: 's2', attempt: 2 });
    transport.on('GET /submissions', () => ({ json: { submissions: [second, first], next: null } }));
    sleep(HOUR);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state(store).attempts[FIRST.id]?.items.map(({ attempt }) => attempt)).toEqual([2, 1]);
  });

  it('does not take a page that was only busy for one that slept', async () => {
    const transport = server();
    await ready(transport);
    sleep(3_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(transport.sockets).toHaveLength(1);
  });
});

describe('the connection', () => {
  it.each([
    [502, 'unavailable', 'offline'],
    [424, '', 'offline'],
    [401, 'unauthenticated', 'signed-out'],
    [403, 'unauthenticated', 'signed-out'],
    [403, 'stale-page', 'stale-page'],
    [403, '', 'refused'],
    [403, 'forbidden', 'reconnecting'],
  ])('that ended is judged by who answers since: %i %s', async (status, code, connection) => {
    const transport = server();
    const store = await ready(transport);
    const json = { code, message: 'No.' };
    for (const verb of ['GET /courses', 'GET /assignments']) transport.on(verb, () => ({ status, json }));
    transport.socket.drop();
    await settled();
    expect(state(store).connection).toBe(connection);
  });

  it('asks at once for what it asked over the one before', async () => {
    const transport = server().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    transport.on('GET /submission/*', () => new Promise(() => undefined));
    store.submit();
    await settled();
    transport.socket.drop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(transport.asked('GET /submission/*')[0]?.query.get('wait')).toBe('15');
    transport.on('GET /submission/*', () => ({ json: graded(false) }));
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { correct: false } });
  });
});
