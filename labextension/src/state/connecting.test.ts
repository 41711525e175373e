import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { CHECK_EVERY, LONGEST_PAUSE, TOO_MANY, TRUSTED_FOR } from '../client/socket';
import { opened, sent, ServerDraft } from '../testing/drafting';
import { graded, pending } from '../testing/made';
import { activity, faked, ready, server, settled, state } from '../testing/practice';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';

faked();

const connection = (store: PracticeStore): string => state(store).connection;

/** Sockets are refused, requests get through. */
async function blocked(transport: FakeTransport): Promise<void> {
  for (let tries = 0; tries < 4; tries += 1) {
    transport.socket.drop();
    await vi.advanceTimersByTimeAsync(4_500);
  }
}

describe('a server that was stopped', () => {
  it('is seen within seconds when it is back, and never taken for one whose sockets are blocked', async () => {
    const transport = server();
    const store = await ready(transport);
    transport.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connection(store)).toBe('offline');
    transport.down = false;
    const seen: string[] = [];
    store.subscribe(() => seen.push(connection(store)));
    await vi.advanceTimersByTimeAsync(CHECK_EVERY);
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    expect(connection(store)).toBe('live');
    expect(seen).not.toContain('polling');
  });

  it('has its live connection as soon as any request gets through again', async () => {
    const transport = server();
    const store = await ready(transport);
    transport.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    transport.down = false;
    store.moreAttempts();
    const tried = transport.sockets.length;
    await settled();
    expect(transport.sockets).toHaveLength(tried + 1);
  });
});

describe('a connection that died without a word', () => {
  it('is given up when a request finds nobody there', async () => {
    const transport = server();
    const store = await ready(transport);
    await vi.advanceTimersByTimeAsync(TRUSTED_FOR + 1);
    transport.on('POST /submission', () => {
      throw new TypeError('Failed to fetch');
    });
    transport.on('GET /courses', () => {
      throw new TypeError('Failed to fetch');
    });
    store.submit();
    await settled();
    expect([connection(store), transport.sockets[0]?.closed]).toEqual(['offline', true]);
  });

  it('is kept when the service says that it cannot answer just now', async () => {
    const transport = server().on('POST /submission', () => ({ status: 503 }));
    const store = await ready(transport);
    await vi.advanceTimersByTimeAsync(TRUSTED_FOR + 1);
    store.submit();
    await settled();
    expect([connection(store), transport.sockets]).toMatchObject(['live', [{ closed: false }]]);
  });
});

describe('one page too many', () => {
  /** A practice whose socket was turned away. */
  async function turnedAway(transport: FakeTransport): Promise<PracticeStore> {
    const store = await ready(transport);
    transport.full = true;
    transport.socket.drop(TOO_MANY);
    await settled();
    return store;
  }

  it('asks for results until it is let in, as soon as somebody wants that', async () => {
    const transport = server().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await turnedAway(transport);
    expect(connection(store)).toBe('too-many');
    transport.on('GET /submission/*', () => ({ json: graded(true) }));
    store.submit();
    await settled();
    expect(transport.asked('GET /submission/*')[0]?.query.get('wait')).toBe('15');
    expect(activity(store)?.kind).toBe('graded');
    const seen = new Set<string>();
    const stop = store.subscribe(() => seen.add(connection(store)));
    await vi.advanceTimersByTimeAsync(10 * LONGEST_PAUSE);
    expect(seen).not.toContain('polling');
    expect(connection(store)).toBe('too-many');
    stop();
    transport.full = false;
    store.reconnect();
    await settled();
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    expect(connection(store)).toBe('live');
  });

  it('is told no longer when a later try fails for another reason', async () => {
    const transport = server();
    const store = await turnedAway(transport);
    transport.down = true;
    await vi.advanceTimersByTimeAsync(2 * CHECK_EVERY);
    expect(connection(store)).toBe('offline');
  });

  it('fetches the course anew where the page is used after a while, as nothing tells of changes', async () => {
    const transport = server();
    await turnedAway(transport);
    await vi.advanceTimersByTimeAsync(61_000);
    const before = transport.asked('GET /assignments').length;
    window.dispatchEvent(new Event('focus'));
    await settled();
    expect(transport.asked('GET /assignments')).toHaveLength(before + 1);
  });
});

describe('where sockets are blocked', () => {
  it('sends and asks for what was missed as soon as that is known', async () => {
    const kept = new ServerDraft();
    const transport = kept.on().on('PUT /draft', () => ({ status: 502 }));
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('mine');
    await sent();
    kept.on(transport);
    await blocked(transport);
    expect([connection(store), kept.code]).toEqual(['polling', 'mine']);
  });
});
