import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTransport } from '../client/fake';
import { FakeDrafts } from '../state/drafts';
import { AFTER_KEY } from '../state/keeping';
import { PracticeStore } from '../state/store';
import { assignment, COURSE, graded, pending } from '../testing/made';
import { type Model, TELL_AFTER, tie, type Traits } from './traits';

class FakeModel implements Model {
  saves = 0;
  private readonly listeners = new Map<string, () => void>();
  private readonly traits: Traits = {
    _slug: 'search',
    _course: null,
    _offer: null,
    assignment_id: '',
    code: '',
    score: 0,
    correct: null,
    feedback: null,
  };

  get<K extends keyof Traits>(name: K): Traits[K] {
    return this.traits[name];
  }

  set<K extends keyof Traits>(name: K, value: Traits[K]): void {
    this.traits[name] = value;
  }

  save_changes(): void {
    this.saves += 1;
  }

  send(): void {
    throw new Error('nothing is sent');
  }

  on(event: string, callback: () => void): void {
    this.listeners.set(event, callback);
  }

  off(event: string): void {
    this.listeners.delete(event);
  }

  /** Somebody set the trait in Python. */
  assign(code: string): void {
    this.traits.code = code;
    this.listeners.get('change:code')?.();
  }
}

const HERE = assignment();

async function cell(): Promise<{ model: FakeModel; store: PracticeStore; server: FakeTransport; untie: () => void }> {
  const server = new FakeTransport()
    .on('GET /courses', () => ({ json: { courses: [COURSE], current: COURSE.slug } }))
    .on('GET /assignments', () => ({ json: { assignments: [HERE], course: COURSE, score: 200 } }))
    .on('POST /submission', () => ({ status: 201, json: pending() }));
  const model = new FakeModel();
  const store = new PracticeStore({ transport: server, drafts: new FakeDrafts(), only: 'search' });
  const untie = tie(model, store);
  store.start();
  await vi.advanceTimersByTimeAsync(TELL_AFTER);
  return { model, store, server, untie };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the kernel', () => {
  it('hears which assignment is shown, with its code and the score', async () => {
    const { model } = await cell();
    expect(model.get('assignment_id')).toBe('basics/search');
    expect(model.get('code')).toBe(HERE.starter_code);
    expect(model.get('score')).toBe(200);
    expect(model.get('correct')).toBeNull();
  });

  it('hears of many keystrokes once', async () => {
    const { model, store } = await cell();
    const before = model.saves;
    for (const code of ['a', 'ab', 'abc']) store.edit(code);
    await vi.advanceTimersByTimeAsync(AFTER_KEY + TELL_AFTER);
    expect(model.saves).toBe(before + 1);
    expect(model.get('code')).toBe('abc');
  });

  it('hears the verdict', async () => {
    const { model, store, server } = await cell();
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    const submission = graded(true);
    server.socket.say({ type: 'graded', submission, course: 'basics', score: 300 });
    await vi.advanceTimersByTimeAsync(TELL_AFTER);
    expect([model.get('correct'), model.get('score')]).toEqual([true, 300]);
    expect(model.get('feedback')).toEqual(submission.feedback);
  });

  it('can put code into the editor', async () => {
    const { model, store } = await cell();
    model.assign('from Python');
    expect(store.getSnapshot().drafts[HERE.id]?.code).toBe('from Python');
  });

  it('hears nothing more of a cell that is gone', async () => {
    const { model, store, untie } = await cell();
    untie();
    const before = model.saves;
    store.edit('x');
    await vi.advanceTimersByTimeAsync(TELL_AFTER);
    model.assign('y');
    expect(model.saves).toBe(before);
    expect(store.getSnapshot().drafts[HERE.id]?.code).toBe('x');
  });
});
