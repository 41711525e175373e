import { describe, expect, it, vi } from 'vitest';
import { COURSE, graded, pending } from '../testing/made';
import { activity, faked, FIRST, held, ready, SECOND, server, settled, state } from '../testing/practice';

faked();

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
    expect(activity(store)).toEqual({
      kind: 'queued',
      purpose: 'submit',
      position: null,
      etaSeconds: null,
      refusal: null,
    });
    transport.socket.say({ type: 'queued', submission_id: 's1', position: 2, eta_seconds: 4 });
    expect(activity(store)).toEqual({ kind: 'queued', purpose: 'submit', position: 2, etaSeconds: 4, refusal: null });
    transport.socket.say({
      type: 'queued',
      submission_id: 's1',
      position: 2,
      eta_seconds: null,
      refusal: 'no graders',
    });
    expect(activity(store)).toMatchObject({ kind: 'queued', refusal: 'no graders' });
    transport.socket.say({ type: 'queued', submission_id: 's1', position: 2, eta_seconds: 4 });
    expect(activity(store)).toMatchObject({ kind: 'queued', refusal: null });
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

  it('earns no points a second time for the same code', async () => {
    const replies = [graded(true), graded(true, { reused: true })];
    const store = await ready(server().on('POST /submission', () => ({ json: replies.shift() })));
    store.submit();
    await settled();
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'graded', same: true, gained: false });
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
    const transport = server().on('POST /submission', () => changed);
    const store = await ready(transport);
    transport.on('GET /assignments', () => ({ json: { assignments: [newer], course: COURSE, score: 0 } }));
    store.edit('mine');
    store.submit();
    await settled();
    expect(state(store).assignments[0]).toMatchObject({ revision: 2, title: 'Search, better' });
    expect(state(store).banners[FIRST.id]).toEqual({ kind: 'changed' });
    expect(state(store).drafts[FIRST.id]?.code).toBe('mine');
    expect(activity(store)).toEqual({ kind: 'idle' });
  });

  it('does not go back to the revision of a listing that was asked for before', async () => {
    const newer = { ...FIRST, revision: 2 };
    const { route, answer } = held();
    const changed = { status: 409, json: { message: 'Changed.', code: 'changed', assignment: newer } };
    const transport = server().on('POST /submission', () => changed);
    const store = await ready(transport);
    transport.on('GET /assignments', route);
    transport.socket.say({ type: 'assignments-changed', course: COURSE.slug });
    await settled();
    const older = answer;
    transport.on('GET /assignments', () => ({ json: { assignments: [newer], course: COURSE, score: 0 } }));
    store.submit();
    await settled();
    older({ assignments: [FIRST], course: COURSE, score: 0 }, 200);
    await settled();
    expect(state(store).assignments).toMatchObject([{ id: FIRST.id, revision: 2 }]);
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
      status: 429,
      retryAt: Date.now() + 7_000,
      tried: { purpose: 'submit', code: FIRST.starter_code, stdin: null },
      lost: false,
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
