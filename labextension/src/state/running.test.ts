import { describe, expect, it } from 'vitest';
import { graded, pending, verdict } from '../testing/made';
import { activity, faked, FIRST, held, ready, server, settled, state } from '../testing/practice';

faked();

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

describe('a run that is under way', () => {
  const run = { POST: 'POST /run', reply: { json: { run_id: 'r1' }, status: 202 } };
  const test = { total: 2, name: 't', status: 'passed' } as const;

  it('tells of each test', async () => {
    const transport = server().on(run.POST, () => run.reply);
    const store = await ready(transport);
    store.run();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'run' });
    transport.socket.say({ type: 'started', run_id: 'r1' });
    expect(activity(store)).toMatchObject({ kind: 'running', purpose: 'run', tests: [null, null] });
    transport.socket.say({ type: 'test', run_id: 'r1', index: 0, ...test });
    expect(activity(store)).toMatchObject({ kind: 'running', tests: ['passed', null] });
    transport.socket.say({ type: 'run', run_id: 'r1', verdict: verdict() });
    transport.socket.say({ type: 'test', run_id: 'r1', index: 1, ...test });
    expect(activity(store)).toMatchObject({ kind: 'ran' });
  });

  it('tells of a program that runs on an input as of one test', async () => {
    const transport = server().on(run.POST, () => run.reply);
    const store = await ready(transport);
    store.runOn('3\n');
    transport.socket.say({ type: 'started', run_id: 'r1' });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'running', purpose: 'input', tests: [null] });
  });

  it.each(['before its id is known', 'while it is graded'])('gives its place to a submission, %s', async (when) => {
    const { route, answer } = held();
    const transport = server()
      .on(run.POST, route)
      .on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.run();
    if (when === 'while it is graded') answer({ run_id: 'r1' }, 202);
    await settled();
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'submit' });
    answer({ run_id: 'r1' }, 202);
    await settled();
    transport.socket.say({ type: 'test', run_id: 'r1', index: 0, ...test });
    transport.socket.say({ type: 'run', run_id: 'r1', verdict: verdict({ correct: false }) });
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'submit' });
    transport.socket.say({ type: 'graded', submission: graded(true), course: 'basics', score: 100 });
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
  });

  it('does not disturb with its failure the submission that took its place', async () => {
    const { route, answer } = held();
    const transport = server()
      .on(run.POST, route)
      .on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await ready(transport);
    store.run();
    store.submit();
    answer({ message: 'Down.', code: 'unavailable' }, 503);
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'submit' });
  });
});

describe('running on an input of one’s own', () => {
  it('sends the input, shows what was printed, and counts nothing', async () => {
    const transport = server().on('POST /run', () => ({ status: 202, json: { run_id: 'r1' } }));
    const store = await ready(transport);
    store.runOn('3\n');
    await settled();
    expect(transport.asked('POST /run')[0]?.body).toMatchObject({ assignment_id: FIRST.id, stdin: '3\n' });
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'input' });
    transport.socket.say({ type: 'run', run_id: 'r1', verdict: verdict({ stdout: '9\n' }) });
    expect(activity(store)).toMatchObject({ kind: 'ran', stdin: '3\n', verdict: { stdout: '9\n' } });
    expect([state(store).score, state(store).attempts[FIRST.id]]).toEqual([0, undefined]);
  });

  it('sends an empty input, too: a program may read nothing', async () => {
    const transport = server().on('POST /run', () => ({ status: 202, json: { run_id: 'r1' } }));
    const store = await ready(transport);
    store.runOn('');
    await settled();
    expect(transport.asked('POST /run')[0]?.body).toMatchObject({ stdin: '' });
  });
});
