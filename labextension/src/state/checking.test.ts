import { expect, it } from 'vitest';
import { AuthorApi, type Check } from '../client/author';
import { FakeTransport, type FakeReply } from '../client/fake';
import { Checking, type CheckState } from './checking';

const SENT = { name: '01.ipynb', notebook: { cells: [] }, files: [] };

function check(over: Partial<Check>): Check {
  return {
    check_id: 'c1',
    state: 'running',
    done: 0,
    total: 0,
    report: null,
    message: null,
    assignment_id: null,
    ...over,
  };
}

/** A server that begins a check and then answers, one after the other, what is given. */
function server(...replies: (() => FakeReply)[]): { transport: FakeTransport; checking: Checking; seen: CheckState[] } {
  const transport = new FakeTransport();
  transport.on('POST /check', () => ({ status: 202, json: { check_id: 'c1' } }));
  transport.on('POST /preview', () => ({ status: 202, json: { check_id: 'c1' } }));
  transport.on('GET /check/*', () => (replies.shift() ?? (() => ({ status: 500 })))());
  const checking = new Checking(new AuthorApi(transport), () => Promise.resolve());
  const seen: CheckState[] = [];
  checking.subscribe(() => seen.push(checking.getSnapshot()));
  return { transport, checking, seen };
}

const gone = (): FakeReply => {
  throw new TypeError('Failed to fetch');
};
const sent = (): Promise<typeof SENT> => Promise.resolve(SENT);

it('a check is followed to its end, and how far it is is told on the way', async () => {
  const over = check({ state: 'accepted', done: 3, total: 3 });
  const { transport, checking, seen } = server(
    () => ({ json: check({ done: 1, total: 3 }) }),
    () => ({ json: over }),
  );
  expect(await checking.run('check', sent)).toEqual(over);
  expect(seen).toEqual([{ kind: 'sending' }, { kind: 'running', done: 1, total: 3 }, { kind: 'over', check: over }]);
  expect(transport.asked('POST /check')[0]?.body).toEqual(SENT);
  expect(transport.asked('GET /check/*')[0]?.path).toBe('/check/c1');
});

it('a preview is begun by its own verb', async () => {
  const over = check({ state: 'accepted', assignment_id: '~ada/search' });
  const { transport, checking } = server(() => ({ json: over }));
  expect((await checking.run('preview', sent))?.assignment_id).toBe('~ada/search');
  expect(transport.asked('POST /preview')).toHaveLength(1);
});

it('a server that is away for a moment is asked again', async () => {
  const over = check({ state: 'refused' });
  const { checking } = server(gone, gone, () => ({ json: over }));
  expect(await checking.run('check', sent)).toEqual(over);
});

it('a server that stays away is given up', async () => {
  const { checking, transport } = server(gone, gone, gone, gone, gone, gone);
  expect(await checking.run('check', sent)).toBeNull();
  expect(checking.getSnapshot()).toMatchObject({ kind: 'failed', code: 'offline' });
  expect(transport.asked('GET /check/*')).toHaveLength(5);
});

it('a check that the server does not know any more has failed with its sentence', async () => {
  const { checking } = server(() => ({ status: 404, json: { code: 'unknown-check', message: 'Start it again.' } }));
  await checking.run('check', sent);
  expect(checking.getSnapshot()).toMatchObject({ kind: 'failed', message: 'Start it again.' });
});

it('a notebook that cannot be read has failed', async () => {
  const { checking, transport } = server();
  await checking.run('check', () => Promise.reject(new Error('no such folder')));
  expect(checking.getSnapshot()).toMatchObject({ kind: 'failed', message: 'no such folder' });
  expect(transport.requests).toHaveLength(0);
});

it('who checks again hears of the new check alone', async () => {
  let answer: (reply: FakeReply) => void = () => undefined;
  const { transport, checking, seen } = server();
  transport.on('GET /check/*', () => new Promise<FakeReply>((resolve) => (answer = resolve)));
  const first = checking.run('check', sent);
  await expect.poll(() => transport.asked('GET /check/*').length).toBe(1);
  transport.on('GET /check/*', () => ({ json: check({ state: 'accepted' }) }));
  await checking.run('check', sent);
  answer({ json: check({ state: 'refused' }) });
  expect(await first).toBeNull();
  expect(seen.map(({ kind }) => kind)).toEqual(['sending', 'sending', 'over']);
});
