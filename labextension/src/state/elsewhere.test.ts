import { describe, expect, it, vi } from 'vitest';
import type { ServerEvent } from '../client/events';
import type { FakeTransport } from '../client/fake';
import type { Submission } from '../client/contract';
import { opened, ServerDraft } from '../testing/drafting';
import { graded, pending, verdict } from '../testing/made';
import { activity, faked, FIRST, ready, server, settled, state } from '../testing/practice';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';

faked();

const CODE = 'def search(x, seq):\n    return 0\n';
const SENT = pending({ code: CODE });
const DONE = graded(true, { code: CODE });

function service(known: readonly Submission[] = []): FakeTransport {
  return server([{ ...FIRST, status: known.length > 0 ? 'attempted' : 'untouched', attempts: known.length }])
    .on('POST /submission', () => ({ status: 201, json: SENT }))
    .on('GET /submission/*', () => ({ json: SENT }))
    .on('GET /submissions', () => ({ json: { submissions: known, next: null } }));
}

/** Two tabs of one browser, and the way to tell both of them something. */
async function tabs() {
  const drafts = new FakeDrafts();
  const [here, there] = [service(), service()];
  const one = await ready(here, { drafts });
  const two = await ready(there, { drafts: drafts.tab() });
  const tell = async (...events: ServerEvent[]): Promise<void> => {
    for (const event of events) for (const { socket } of [here, there]) socket.say(event);
    await settled();
  };
  return { one, two, there, drafts, tell };
}

async function submit(store: PracticeStore): Promise<void> {
  store.edit(CODE);
  store.submit();
  await settled();
}

const GRADED: ServerEvent = { type: 'graded', submission: DONE, course: 'basics', score: 100 };

describe('a submission that was made in another tab', () => {
  it('is followed from the queue to the verdict, and asked for once', async () => {
    const { one, two, there, tell } = await tabs();
    await submit(one);
    await tell({ type: 'queued', submission_id: 's1', position: 2, eta_seconds: 4 });
    expect(activity(two)).toMatchObject({ kind: 'queued', position: 2 });
    await tell({ type: 'started', submission_id: 's1' });
    await tell({ type: 'test', submission_id: 's1', index: 0, total: 3, name: 'a', status: 'passed' });
    expect(activity(two)).toMatchObject({ kind: 'running', tests: ['passed', null, null] });
    expect(state(two).attempts[FIRST.id]?.items).toMatchObject([{ id: 's1', status: 'pending' }]);
    await tell(GRADED);
    expect(activity(two)).toMatchObject({ kind: 'graded', gained: true });
    expect(there.asked('GET /submission/*')).toHaveLength(1);
  });

  it('is shown with its verdict though nothing was heard of it before', async () => {
    const { one, two, tell } = await tabs();
    await submit(one);
    await tell(GRADED);
    expect([activity(two), state(two).score]).toMatchObject([{ kind: 'graded', submission: { id: 's1' } }, 100]);
  });

  it('is there after a reload, too', async () => {
    const { one, drafts } = await tabs();
    await submit(one);
    const again = await ready(service([DONE]), { drafts: drafts.tab() });
    await settled();
    expect(activity(again)).toMatchObject({ kind: 'graded', submission: { id: 's1' } });
  });

  it('takes the place of the result of older code', async () => {
    const { one, two, tell } = await tabs();
    two.show(graded(false, { id: 's0', attempt: 0, code: FIRST.starter_code }));
    await submit(one);
    await tell(GRADED);
    expect(activity(two)).toMatchObject({ kind: 'graded', submission: { id: 's1' } });
  });

  it('leaves alone an attempt that was opened to be read', async () => {
    const { one, two, tell } = await tabs();
    await submit(one);
    two.show(graded(false, { id: 's0', attempt: 0, code: 'old' }));
    await tell(GRADED);
    expect(activity(two)).toMatchObject({ kind: 'graded', submission: { id: 's0' } });
    expect(state(two).attempts[FIRST.id]?.items.map(({ id }) => id)).toEqual(['s1', 's0']);
  });

  it('leaves alone what this tab is waiting for, and is shown after it', async () => {
    const { one, two, there, tell } = await tabs();
    there.on('POST /run', () => ({ status: 202, json: { run_id: 'r1' } }));
    await submit(one);
    two.run();
    await settled();
    await tell(GRADED);
    expect(activity(two)?.kind).toBe('queued');
    await tell({ type: 'run', run_id: 'r1', verdict: verdict() });
    expect(activity(two)?.kind).toBe('ran');
  });
});

describe('a submission that was made in another browser', () => {
  it('is listed, and leaves the card to the code that is in the editor here', async () => {
    const transport = service();
    const store = await ready(transport);
    store.edit('mine');
    transport.socket.say(GRADED);
    expect([activity(store)?.kind, state(store).assignments[0]?.status]).toEqual(['idle', 'solved']);
    expect(state(store).attempts[FIRST.id]?.items).toHaveLength(1);
  });

  it('has its verdict shown as soon as its code is taken over from there', async () => {
    const kept = new ServerDraft();
    const transport = kept.on(service());
    const store = await opened(kept, new FakeDrafts(), transport);
    transport.socket.say(GRADED);
    expect(activity(store)?.kind).toBe('idle');
    kept.save(CODE);
    transport.socket.say({ type: 'hello', scores: { basics: 100 }, pending: [] });
    await settled();
    expect([state(store).drafts[FIRST.id]?.code, activity(store)?.kind]).toEqual([CODE, 'graded']);
  });
});

describe('a submission that was graded once more while nothing was heard', () => {
  it.each([
    ['failed', graded(false, { status: 'failed', correct: null, code: CODE })],
    ['ran out of time', graded(false, { code: CODE, feedback: verdict({ correct: false, status: 'timeout' }) })],
  ])('shows its last verdict when the connection is back: it %s', async (_, first) => {
    const transport = service([first]).on('GET /submission/*', () => ({ json: first }));
    const store = await ready(transport);
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { correct: first.correct } });
    const second = graded(true, { code: CODE, graded_at: '2030-01-01T11:00:00Z' });
    transport.on('GET /submission/*', () => ({ json: second }));
    transport.socket.drop();
    await vi.advanceTimersByTimeAsync(1_000);
    transport.socket.say({ type: 'hello', scores: { basics: 100 }, pending: [] });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { correct: true } });
  });
});
