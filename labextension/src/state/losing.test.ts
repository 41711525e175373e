import { describe, expect, it, vi } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { CHECK_EVERY } from '../client/socket';
import type { Submission } from '../client/contract';
import { graded, pending } from '../testing/made';
import { activity, faked, FIRST, ready, SECOND, server, settled } from '../testing/practice';
import type { PracticeStore } from './store';

faked();

const CODE = FIRST.starter_code;

/** A submission to a server that was stopped at that moment. */
async function lost(transport: FakeTransport, send = (store: PracticeStore) => store.submit()): Promise<PracticeStore> {
  const store = await ready(transport);
  transport.stop();
  send(store);
  await settled();
  return store;
}

/** The server is back with these attempts, of which some are still being graded. */
async function back(transport: FakeTransport, attempts: readonly Submission[]): Promise<void> {
  transport.on('GET /submissions', () => ({ json: { submissions: attempts, next: null } }));
  transport.on('GET /submission/*', () => ({ json: attempts[0] }));
  transport.down = false;
  await vi.advanceTimersByTimeAsync(CHECK_EVERY);
  const waiting = attempts.filter(({ status }) => status === 'pending').map(({ id }) => id);
  transport.socket.say({ type: 'hello', scores: {}, pending: waiting });
  await settled();
}

describe('a submission that got no answer', () => {
  it('is shown with its verdict where it had arrived and was graded meanwhile', async () => {
    const transport = server();
    const store = await lost(transport);
    expect(activity(store)).toMatchObject({ kind: 'refused', code: 'offline', lost: true });
    await back(transport, [graded(true, { code: CODE })]);
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
  });

  it('is shown as being graded where it had arrived', async () => {
    const transport = server();
    const store = await lost(transport);
    await back(transport, [pending({ code: CODE })]);
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'submit' });
  });

  it('is still waited for where a proxy answers in the place of a server that is not there', async () => {
    const transport = server()
      .on('POST /submission', () => ({ status: 201, json: pending({ code: CODE }) }))
      .on('GET /submission/*', () => ({ status: 404, json: { status: 404, message: 'Not Found' } }));
    const store = await ready(transport);
    store.submit();
    await settled();
    transport.socket.drop();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued' });
    await back(transport, [graded(true, { code: CODE })]);
    expect(activity(store)).toMatchObject({ kind: 'graded' });
  });

  it('is said to be not sent where it had not, and can be sent again', async () => {
    const transport = server();
    const store = await lost(transport);
    await back(transport, [graded(false, { code: 'another' })]);
    expect(activity(store)).toMatchObject({ kind: 'refused', code: 'not-sent', lost: false, tried: { code: CODE } });
    transport.on('POST /submission', () => ({ status: 201, json: pending({ id: 's2', attempt: 2, code: CODE }) }));
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'queued', purpose: 'submit' });
  });

  it('stays in doubt as long as the server cannot tell', async () => {
    const transport = server();
    const store = await lost(transport);
    transport.on('GET /submissions', () => ({ status: 503 }));
    transport.down = false;
    await vi.advanceTimersByTimeAsync(CHECK_EVERY);
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'refused', lost: true });
  });

  it('leaves the card to what was opened or sent meanwhile', async () => {
    const transport = server();
    const store = await lost(transport);
    store.show(graded(false, { id: 's0' }));
    await back(transport, [graded(true, { id: 's1', attempt: 2, code: CODE })]);
    expect(activity(store)).toMatchObject({ kind: 'graded', submission: { id: 's0' } });
  });

  it('belongs to its own assignment, whichever is open when the server is back', async () => {
    const transport = server();
    const store = await lost(transport);
    store.open(SECOND.id);
    await back(transport, [graded(true, { code: CODE })]);
    expect([activity(store)?.kind, activity(store, SECOND)?.kind]).toEqual(['graded', 'idle']);
  });

  it.each([502, 504])('was perhaps stored where something on the way answered %i', async (status) => {
    const refusal = { status, json: { code: 'unreachable', message: 'The service cannot be reached.' } };
    const store = await ready(server().on('POST /submission', () => refusal));
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'refused', lost: true });
  });

  it('was not stored where the service itself says so', async () => {
    const refusal = { status: 503, json: { code: 'unavailable', message: 'The database is busy.' } };
    const store = await ready(server().on('POST /submission', () => refusal));
    store.submit();
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'refused', lost: false, message: 'The database is busy.' });
  });

  it('is not waited for after a sleep', async () => {
    const transport = server().on('POST /submission', () => new Promise(() => undefined));
    const store = await ready(transport);
    store.submit();
    await settled();
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await back(transport, [graded(true, { code: CODE })]);
    expect(activity(store)).toMatchObject({ kind: 'graded', gained: true });
  });
});

describe('a run that got no answer', () => {
  it('is said to be not sent as soon as it can be sent again', async () => {
    const transport = server();
    const store = await lost(transport, (each) => each.runOn('3\n'));
    expect(activity(store)).toMatchObject({ kind: 'refused', lost: true });
    await back(transport, []);
    const tried = { purpose: 'input', code: CODE, stdin: '3\n' };
    expect(activity(store)).toMatchObject({ kind: 'refused', code: 'not-sent', lost: false, tried });
  });

  it('that the server has lost can be started again', async () => {
    const transport = server()
      .on('POST /run', () => ({ status: 202, json: { run_id: 'r1' } }))
      .on('GET /run/*', () => ({ status: 404, json: { code: 'unknown-run', message: 'No such run.' } }));
    const store = await ready(transport);
    store.run();
    await settled();
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect(activity(store)).toMatchObject({ kind: 'refused', code: 'unknown-submission', tried: { purpose: 'run' } });
  });
});
