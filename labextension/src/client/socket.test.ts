import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerEvent } from './events';
import { FakeTransport } from './fake';
import {
  AWAKE_FOR,
  CHECK_EVERY,
  GREETING_WITHIN,
  LiveSocket,
  LONGEST_PAUSE,
  PING_EVERY,
  type SocketStatus,
  TOO_MANY,
  TRUSTED_FOR,
} from './socket';

const HELLO: ServerEvent = { type: 'hello', scores: {}, pending: [] };

function live({ needed = { now: false }, reachable = true } = {}) {
  const server = new FakeTransport();
  const events: ServerEvent[] = [];
  const statuses: SocketStatus[] = [];
  const socket = new LiveSocket(server, {
    onEvent: (event) => events.push(event),
    onStatus: (status) => statuses.push(status),
    needed: () => needed.now,
    reachable: () => reachable,
    random: () => 1,
  });
  return { server, socket, events, statuses, needed };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the live connection', () => {
  it('is open when the server has greeted', () => {
    const { server, socket, events, statuses } = live();
    socket.used();
    expect(statuses).toEqual(['connecting']);
    server.socket.say(HELLO);
    expect(statuses).toEqual(['connecting', 'open']);
    expect(events).toEqual([HELLO]);
  });

  it('passes over what it does not know', () => {
    const { server, socket, events } = live();
    socket.used();
    server.socket.onmessage?.(new MessageEvent('message', { data: '{"type":"of-tomorrow"}' }));
    server.socket.onmessage?.(new MessageEvent('message', { data: 'no json' }));
    server.socket.onmessage?.(new MessageEvent('message', { data: 'null' }));
    expect(events).toEqual([]);
  });

  it.each(['', TOO_MANY])('comes back after growing pauses, and starts small again once it was open: %j', (reason) => {
    const { server, socket } = live();
    socket.used();
    const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, LONGEST_PAUSE, LONGEST_PAUSE];
    for (const [index, pause] of pauses.entries()) {
      server.socket.drop(reason);
      vi.advanceTimersByTime(pause - 1);
      expect(server.sockets).toHaveLength(index + 1);
      vi.advanceTimersByTime(1);
      expect(server.sockets).toHaveLength(index + 2);
    }
    server.socket.say(HELLO);
    server.socket.drop();
    vi.advanceTimersByTime(1_000);
    expect(server.sockets).toHaveLength(pauses.length + 2);
  });

  it('looks every few seconds for a server that nothing reaches', () => {
    const { server, socket } = live({ reachable: false });
    socket.used();
    for (const [index, pause] of [1_000, 2_000, 4_000, CHECK_EVERY, CHECK_EVERY].entries()) {
      server.socket.drop();
      vi.advanceTimersByTime(pause);
      expect(server.sockets).toHaveLength(index + 2);
    }
  });

  it('is given up when requests get no answer, unless it told something just now', () => {
    const { server, socket, statuses } = live();
    socket.used();
    server.socket.say(HELLO);
    socket.doubt();
    expect(statuses.at(-1)).toBe('open');
    vi.advanceTimersByTime(TRUSTED_FOR + 1);
    socket.doubt();
    expect([statuses.at(-1), server.sockets[0]?.closed]).toEqual(['down', true]);
    vi.advanceTimersByTime(1_000);
    server.socket.say(HELLO);
    expect(statuses.at(-1)).toBe('open');
  });

  it('does not wait for ever for a greeting that a proxy swallows', () => {
    const { server, socket, statuses } = live();
    socket.used();
    vi.advanceTimersByTime(GREETING_WITHIN);
    expect(server.sockets[0]?.closed).toBe(true);
    expect(statuses.at(-1)).toBe('down');
  });

  it('pings while the page is in use, and closes an abandoned one', () => {
    const { server, socket, statuses } = live();
    socket.used();
    server.socket.say(HELLO);
    vi.advanceTimersByTime(AWAKE_FOR - 1);
    expect(server.socket.sent).toHaveLength(Math.floor((AWAKE_FOR - 1) / PING_EVERY));
    expect(new Set(server.socket.sent)).toEqual(new Set(['ping']));
    vi.advanceTimersByTime(PING_EVERY);
    expect(server.socket.closed).toBe(true);
    expect(statuses.at(-1)).toBe('asleep');
    vi.advanceTimersByTime(AWAKE_FOR);
    expect(server.sockets).toHaveLength(1);
  });

  it('stays for as long as something is waited for', () => {
    const { server, socket, needed } = live({ needed: { now: true } });
    socket.used();
    server.socket.say(HELLO);
    vi.advanceTimersByTime(3 * AWAKE_FOR);
    expect(server.socket.closed).toBe(false);
    needed.now = false;
    vi.advanceTimersByTime(PING_EVERY);
    expect(server.socket.closed).toBe(true);
  });

  it('wakes at the next touch', () => {
    const { server, socket } = live();
    socket.used();
    server.socket.say(HELLO);
    vi.advanceTimersByTime(AWAKE_FOR + PING_EVERY);
    socket.used();
    expect(server.sockets).toHaveLength(2);
  });

  it('stops trying on an abandoned page', () => {
    const { server, socket, statuses } = live();
    socket.used();
    server.socket.say(HELLO);
    vi.advanceTimersByTime(AWAKE_FOR);
    server.sockets[0]?.onclose?.(new CloseEvent('close'));
    expect(statuses.at(-1)).toBe('asleep');
  });

  it('notices a connection whose pings do not leave', () => {
    const { server, socket, statuses } = live();
    socket.used();
    server.socket.say(HELLO);
    vi.advanceTimersByTime(PING_EVERY);
    server.socket.bufferedAmount = 4;
    vi.advanceTimersByTime(PING_EVERY);
    expect(statuses.at(-1)).toBe('down');
  });

  it('hears nothing from a connection it has let go', () => {
    const { server, socket, events } = live();
    socket.used();
    const first = server.socket;
    socket.close();
    first.say(HELLO);
    first.drop();
    expect(events).toEqual([]);
    expect(server.sockets).toHaveLength(1);
  });

  it('survives a page that forbids sockets', () => {
    const { server, socket, statuses } = live();
    server.connect = () => {
      throw new DOMException('no', 'SecurityError');
    };
    socket.used();
    expect(statuses).toEqual(['connecting', 'down']);
  });
});
