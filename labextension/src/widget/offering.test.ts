import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTransport } from '../client/fake';
import { KERNEL, type Offered, Offering } from './offering';
import type { Listener, Model } from './traits';

const OFFERED: Offered = { course: 'kurs', title: 'Kurs', assignments: 3, digest: 'one' };
const BUNDLE = { format: 'pyprac-course/1', course: { slug: 'kurs', title: 'Kurs – 🐍' } };

/** A kernel that sends the course when it is asked, unless it is busy. */
class Kernel implements Model {
  busy = false;
  private readonly listeners = new Set<Listener>();

  get(): never {
    throw new Error('nothing is read');
  }

  set(): void {
    throw new Error('nothing is written');
  }

  save_changes(): void {
    throw new Error('nothing is saved');
  }

  send(content: unknown): void {
    if (this.busy) return;
    expect(content).toEqual({ type: 'course' });
    const bytes = new TextEncoder().encode(JSON.stringify(BUNDLE));
    for (const hear of this.listeners) hear({ type: 'course' }, [new DataView(bytes.buffer)]);
  }

  on(event: string, callback: Listener): void {
    expect(event).toBe('msg:custom');
    this.listeners.add(callback);
  }

  off(_event: string, callback: Listener): void {
    this.listeners.delete(callback);
  }

  get heard(): number {
    return this.listeners.size;
  }
}

let server: FakeTransport;
let kernel: Kernel;
let offering: Offering;
let courses: { slug: string }[];
let states: Record<string, unknown>[];

beforeEach(() => {
  window.localStorage.clear();
  courses = [];
  states = [{ state: 'running' }, { state: 'accepted', report: { refused: [] }, message: null }];
  server = new FakeTransport()
    .on('GET /courses', () => ({ json: { courses, current: null } }))
    .on('POST /course', () => ({ status: 202, json: { check_id: 'c1' } }))
    .on('GET /check/*', () => ({ json: states.shift() }));
  kernel = new Kernel();
  offering = new Offering(OFFERED, server, kernel);
});

afterEach(() => vi.useRealTimers());

describe('whether to ask', () => {
  it('asks for a course that is not here', async () => {
    expect(await offering.isNews()).toBe(true);
  });

  it('asks once for each version of a course', async () => {
    courses = [{ slug: 'kurs' }];
    expect(await offering.isNews()).toBe(true);
    await offering.add();
    expect(await offering.isNews()).toBe(false);
    expect(await new Offering({ ...OFFERED, digest: 'two' }, server, kernel).isNews()).toBe(true);
  });

  it('asks again where the course is gone', async () => {
    await offering.add();
    expect(await offering.isNews()).toBe(true);
  });

  it('leaves a server that does not answer to the practice', async () => {
    server.down = true;
    expect(await offering.isNews()).toBe(false);
  });
});

describe('adding', () => {
  it('brings the course from the kernel to the server, and waits until it is there', async () => {
    expect(await offering.add()).toEqual({ kind: 'added' });
    expect(server.asked('POST /course')[0]?.body).toEqual(BUNDLE);
    expect(server.asked('GET /check/*')).toHaveLength(2);
    expect(kernel.heard).toBe(0);
  });

  it('says what is to be mended in a course that is refused', async () => {
    states = [{ state: 'refused', report: { refused: [{ source: 'search', reason: 'no' }] }, message: null }];
    expect(await offering.add()).toEqual({ kind: 'refused', said: ['search: no'] });
    courses = [{ slug: 'kurs' }];
    expect(await offering.isNews()).toBe(true);
  });

  it('says why it was stopped', async () => {
    states = [{ state: 'stopped', report: null, message: 'Start again.' }];
    expect(await offering.add()).toEqual({ kind: 'refused', said: ['Start again.'] });
  });

  it('says what the server says to whoever may not', async () => {
    server.on('POST /course', () => ({ status: 403, json: { code: 'forbidden', message: 'Only instructors.' } }));
    expect(await offering.add()).toEqual({ kind: 'refused', said: ['Only instructors.'] });
  });

  it('says so where the kernel does not answer', async () => {
    vi.useFakeTimers();
    kernel.busy = true;
    const added = offering.add();
    await vi.advanceTimersByTimeAsync(KERNEL);
    expect(await added).toEqual({ kind: 'kernel' });
    expect(kernel.heard).toBe(0);
    expect(server.asked('POST /course')).toEqual([]);
  });
});
