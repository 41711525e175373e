import { describe, expect, it } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { faked, FIRST, held, ready, SECOND, server, settled, state } from '../testing/practice';
import type { PracticeStore } from './store';

faked();

const HELPFUL = { ...FIRST, hints: 2 };

function helpful(): FakeTransport {
  return server([HELPFUL, SECOND]).on('GET /hint', ({ query }) => {
    const n = Number(query.get('n'));
    return { json: { n, total: 2, text: `hint ${n}` } };
  });
}

const hints = (store: PracticeStore) => state(store).hints[FIRST.id];
const asked = (transport: FakeTransport) => transport.asked('GET /hint').map(({ query }) => query.get('n'));

async function opened(transport: FakeTransport): Promise<PracticeStore> {
  const store = await ready(transport);
  await settled();
  return store;
}

describe('hints', () => {
  it('are asked for one at a time and in order, and never beyond the last', async () => {
    const transport = helpful();
    const store = await opened(transport);
    expect([hints(store), asked(transport)]).toEqual([undefined, []]);
    for (const texts of [['hint 1'], ['hint 1', 'hint 2'], ['hint 1', 'hint 2']]) {
      store.hint();
      store.hint();
      await settled();
      expect(hints(store)).toEqual({ texts, loading: false, failed: null });
    }
    expect(asked(transport)).toEqual(['1', '2']);
  });

  it('that were opened are open again after a reload', async () => {
    const store = await opened(helpful());
    store.hint();
    await settled();
    store.hint();
    await settled();
    const again = await opened(helpful());
    expect(hints(again)?.texts).toEqual(['hint 1', 'hint 2']);
    expect(state(again).hints[SECOND.id]).toBeUndefined();
  });

  it('say that they are on their way', async () => {
    const slow = held();
    const store = await opened(helpful().on('GET /hint', slow.route));
    store.hint();
    expect(hints(store)).toEqual({ texts: [], loading: true, failed: null });
    slow.answer({ n: 1, total: 2, text: 'late' }, 200);
    await settled();
    expect(hints(store)).toEqual({ texts: ['late'], loading: false, failed: null });
  });

  it('that did not come are asked for again', async () => {
    const transport = helpful().on('GET /hint', () => ({
      status: 503,
      json: { code: 'unavailable', message: 'Busy.' },
    }));
    const store = await opened(transport);
    store.hint();
    await settled();
    expect(hints(store)).toEqual({ texts: [], loading: false, failed: 'Busy.' });
    transport.on('GET /hint', () => ({ json: { n: 1, total: 2, text: 'hint 1' } }));
    store.hint();
    await settled();
    expect(hints(store)).toEqual({ texts: ['hint 1'], loading: false, failed: null });
  });

  it('are not asked for where there are none', async () => {
    const transport = server().on('GET /hint', () => ({ status: 404 }));
    const store = await opened(transport);
    store.hint();
    await settled();
    expect([hints(store), asked(transport)]).toEqual([undefined, []]);
  });
});
