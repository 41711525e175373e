import { describe, expect, it, vi } from 'vitest';
import type { FakeReply, FakeRequest, FakeTransport } from '../client/fake';
import { graded, pending } from '../testing/made';
import { faked, FIRST, held, ready, SECOND, server, settled, state } from '../testing/practice';
import { SAVE_AFTER } from './desk';
import { FakeDrafts } from './drafts';
import type { PracticeStore } from './store';
import { AGAIN_AFTER, SEND_AFTER } from './syncing';

faked();

const AT = '2030-01-01T09:58:00Z';

/** The drafts of one viewer as the server keeps them. */
class Kept {
  code: string | null = null;
  version = 0;
  down = false;

  get json(): unknown {
    return { code: this.code, version: this.version, saved_at: this.code === null ? null : AT };
  }

  /** Somebody else, or this viewer elsewhere, saves a draft. */
  save(code: string): this {
    this.code = code;
    this.version += 1;
    return this;
  }

  readonly put = ({ body }: FakeRequest): FakeReply => {
    if (this.down) return { status: 503, json: { code: 'unavailable', message: 'The database is busy.' } };
    const { code, version } = body as { code: string; version: number };
    if (code !== this.code && version !== this.version)
      return { status: 409, json: { code: 'draft-conflict', message: 'Changed elsewhere.', draft: this.json } };
    if (code !== this.code) this.save(code);
    return { json: this.json };
  };

  readonly get = ({ query }: FakeRequest): FakeReply => {
    if (this.down) return { status: 503, json: { code: 'unavailable', message: 'The database is busy.' } };
    if (query.get('assignment_id') === FIRST.id) return { json: this.json };
    return { json: { code: null, version: 0, saved_at: null } };
  };

  on(transport = server()): FakeTransport {
    return transport.on('GET /draft', this.get).on('PUT /draft', this.put);
  }
}

async function opened(kept: Kept, drafts = new FakeDrafts(), transport = kept.on()): Promise<PracticeStore> {
  const store = await ready(transport, { drafts });
  await settled();
  return store;
}

const code = (store: PracticeStore) => state(store).drafts[FIRST.id]?.code;
const place = (store: PracticeStore) => state(store).drafts[FIRST.id]?.place;
const banner = (store: PracticeStore) => state(store).banners[FIRST.id];
const sent = () => vi.advanceTimersByTimeAsync(SEND_AFTER);

describe('a draft', () => {
  it('goes to the server once the keys have rested, and is said to be there only then', async () => {
    const kept = new Kept();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    for (const typed of ['a', 'ab', 'abc']) {
      store.edit(typed);
      await vi.advanceTimersByTimeAsync(SEND_AFTER - 1);
    }
    expect([kept.code, place(store)]).toEqual([null, 'sending']);
    await sent();
    expect([kept.code, kept.version, place(store)]).toEqual(['abc', 1, 'server']);
    store.edit('abcd');
    await sent();
    expect(transport.asked('PUT /draft').map(({ body }) => body)).toEqual([
      { assignment_id: FIRST.id, code: 'abc', version: 0 },
      { assignment_id: FIRST.id, code: 'abcd', version: 1 },
    ]);
  });

  it('that is only the template is not sent', async () => {
    const transport = new Kept().on();
    const store = await opened(new Kept(), new FakeDrafts(), transport);
    store.open(SECOND.id);
    await sent();
    expect(transport.asked('PUT /draft')).toEqual([]);
  });

  it.each([
    ['before a submission', (store: PracticeStore) => store.submit()],
    ['when the page is left', () => window.dispatchEvent(new Event('pagehide'))],
    ['when the panel is closed', (store: PracticeStore) => store.dispose()],
  ])('is sent at once %s', async (_, leave) => {
    const kept = new Kept();
    const transport = kept.on().on('POST /submission', () => ({ status: 201, json: pending() }));
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('mine');
    leave(store);
    await settled();
    expect(kept.code).toBe('mine');
  });

  it('of what was typed while it was sent follows', async () => {
    const kept = new Kept();
    const slow = held();
    const store = await opened(kept, new FakeDrafts(), kept.on().on('PUT /draft', slow.route));
    store.edit('one');
    await sent();
    store.edit('two');
    await vi.advanceTimersByTimeAsync(SEND_AFTER * 2);
    const transport = kept.save('one');
    slow.answer(transport.json, 200);
    await settled();
    expect(place(store)).toBe('sending');
    await sent();
    slow.answer(kept.save('two').json, 200);
    await settled();
    expect([place(store), banner(store)]).toEqual(['server', undefined]);
  });
});

describe('a browser that was not here before', () => {
  it('goes on where the other stopped, with a word', async () => {
    const store = await opened(new Kept().save('from home'));
    expect([code(store), place(store)]).toEqual(['from home', 'server']);
    expect(banner(store)).toEqual({ kind: 'draft', savedAt: Date.parse(AT), elsewhere: true });
  });

  it('has it also after a reload, and sends nothing of it back', async () => {
    const drafts = new FakeDrafts();
    const kept = new Kept().save('from home');
    await opened(kept, drafts);
    const transport = kept.on();
    const again = await opened(kept, drafts.tab(), transport);
    await sent();
    expect([code(again), place(again), transport.asked('PUT /draft')]).toEqual(['from home', 'server', []]);
  });

  it('says of a draft that is the code last submitted which attempt it is', async () => {
    const newest = graded(false, { attempt: 3, code: 'from home' });
    const kept = new Kept().save('from home');
    const transport = kept.on(server([{ ...FIRST, status: 'attempted' }]));
    transport.on('GET /submissions', () => ({ json: { submissions: [newest], next: null } }));
    const store = await opened(kept, new FakeDrafts(), transport);
    expect([code(store), banner(store)]).toEqual(['from home', { kind: 'resumed', attempt: 3 }]);
  });

  it('does not write over what was typed before the answer came', async () => {
    const kept = new Kept().save('from home');
    const slow = held();
    const store = await opened(kept, new FakeDrafts(), kept.on().on('GET /draft', slow.route));
    store.edit('quick');
    slow.answer(kept.json, 200);
    await settled();
    expect([code(store), banner(store)?.kind]).toEqual(['quick', 'conflict']);
    expect(kept.code).toBe('from home');
  });
});

describe('two browsers', () => {
  it('take the newer draft where only one was written in', async () => {
    const drafts = new FakeDrafts();
    const kept = new Kept();
    const store = await opened(kept, drafts);
    store.edit('mine');
    await sent();
    store.dispose();
    kept.save('from home');
    const again = await opened(kept, drafts.tab());
    expect([code(again), banner(again)]).toEqual(['from home', expect.objectContaining({ elsewhere: true })]);
  });

  it('send what only this one has written meanwhile, without a word', async () => {
    const drafts = new FakeDrafts();
    const kept = new Kept();
    (await opened(kept, drafts)).edit('mine');
    kept.down = true;
    await vi.advanceTimersByTimeAsync(SEND_AFTER);
    kept.down = false;
    const again = await opened(kept, drafts.tab());
    await sent();
    expect([kept.code, banner(again)?.kind]).toEqual(['mine', 'draft']);
  });

  async function contested(): Promise<{ kept: Kept; store: PracticeStore; drafts: FakeDrafts }> {
    const kept = new Kept();
    const drafts = new FakeDrafts();
    const store = await opened(kept, drafts);
    store.edit('both');
    await sent();
    kept.save('from home');
    store.edit('mine');
    await sent();
    return { kept, store, drafts };
  }

  it('that were both written in lose nothing: a person chooses, and nothing is sent before', async () => {
    const { kept, store } = await contested();
    expect(banner(store)).toEqual({ kind: 'conflict', where: 'browser', savedAt: Date.parse(AT) });
    store.edit('mine!');
    await sent();
    expect([code(store), place(store), kept.code]).toEqual(['mine!', 'browser', 'from home']);
  });

  it('keep the other draft within reach when this one is kept', async () => {
    const { kept, store } = await contested();
    store.dismissBanner();
    await sent();
    expect([code(store), kept.code, banner(store)]).toEqual(['mine', 'mine', { kind: 'chosen' }]);
    store.undo();
    await sent();
    expect([code(store), kept.code]).toEqual(['from home', 'from home']);
    store.undo();
    expect([code(store), banner(store)]).toEqual(['mine', { kind: 'chosen' }]);
  });

  it('keep this draft within reach when the other one is taken', async () => {
    const { kept, store } = await contested();
    store.undo();
    await sent();
    expect([code(store), kept.code, banner(store)]).toEqual(['from home', 'from home', { kind: 'chosen' }]);
    store.undo();
    expect(code(store)).toBe('mine');
  });

  it('still ask for the choice after a reload, and after something else was undone', async () => {
    const { kept, store, drafts } = await contested();
    store.reset();
    store.dismissBanner();
    expect(banner(store)?.kind).toBe('conflict');
    store.dispose();
    const again = await opened(kept, drafts.tab());
    expect(banner(again)?.kind).toBe('conflict');
    again.undo();
    expect(code(again)).toBe('from home');
  });

  it('are of one mind where both wrote the same', async () => {
    const drafts = new FakeDrafts();
    const kept = new Kept();
    const store = await opened(kept, drafts);
    kept.save('same');
    store.edit('same');
    await sent();
    expect([place(store), banner(store), kept.version]).toEqual(['server', undefined, 1]);
  });

  it('do not contest what this one sent itself and was not told of', async () => {
    const kept = new Kept();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('one');
    transport.on('PUT /draft', (request) => {
      kept.put(request);
      throw new TypeError('Failed to fetch');
    });
    await sent();
    expect([kept.code, place(store)]).toEqual(['one', 'browser']);
    store.edit('two');
    kept.on(transport);
    await sent();
    await sent();
    expect([kept.code, place(store), banner(store)]).toEqual(['two', 'server', undefined]);
  });

  it('learn of each other when somebody comes back to a page that was left open', async () => {
    const kept = new Kept();
    const store = await opened(kept);
    await vi.advanceTimersByTimeAsync(61_000);
    kept.save('from home');
    window.dispatchEvent(new Event('focus'));
    await settled();
    expect(code(store)).toBe('from home');
  });
});

describe('two tabs of one browser', () => {
  it('show one draft and one choice, whichever it is made in', async () => {
    const kept = new Kept();
    const drafts = new FakeDrafts();
    const [one, two] = [await opened(kept, drafts), await opened(kept, drafts.tab())];
    one.edit('mine');
    await vi.advanceTimersByTimeAsync(100);
    two.edit('yours');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER * 2);
    expect([banner(one)?.kind, banner(two)?.kind]).toEqual(['conflict', 'conflict']);
    await sent();
    expect(kept.code).toBeNull();
    const shown = code(one);
    two.undo();
    await sent();
    expect([banner(one), banner(two)]).toEqual([{ kind: 'chosen' }, { kind: 'chosen' }]);
    expect([code(one), kept.code]).toEqual([code(two), code(two)]);
    one.undo();
    await sent();
    expect([code(one), code(two), kept.code]).toEqual([shown, shown, shown]);
  });

  it('end in the choice where they cannot hear each other', async () => {
    const kept = new Kept();
    const [one, two] = [await opened(kept, new FakeDrafts()), await opened(kept, new FakeDrafts())];
    one.edit('mine');
    two.edit('yours');
    await sent();
    expect([banner(one), banner(two)?.kind]).toEqual([undefined, 'conflict']);
    expect([code(one), code(two)]).toEqual(['mine', 'yours']);
  });
});

describe('a server', () => {
  it('that is down gets the draft when it is back', async () => {
    const kept = new Kept();
    const store = await opened(kept);
    kept.down = true;
    store.edit('mine');
    await sent();
    expect([place(store), banner(store)]).toEqual(['browser', undefined]);
    kept.down = false;
    await vi.advanceTimersByTimeAsync(AGAIN_AFTER);
    expect([kept.code, place(store)]).toEqual(['mine', 'server']);
  });

  it('that cannot be reached gets the draft as soon as the connection is back', async () => {
    const kept = new Kept();
    const transport = kept.on();
    const store = await opened(kept, new FakeDrafts(), transport);
    transport.on('PUT /draft', () => {
      throw new TypeError('Failed to fetch');
    });
    store.edit('mine');
    await sent();
    expect(place(store)).toBe('browser');
    kept.on(transport);
    transport.socket.say({ type: 'hello', scores: {}, pending: [] });
    await settled();
    expect([kept.code, place(store)]).toEqual(['mine', 'server']);
  });

  it('that keeps no drafts is asked once, and work goes on', async () => {
    const transport = server();
    const store = await opened(new Kept(), new FakeDrafts(), transport);
    const asked = transport.asked('GET /draft').length;
    store.edit('mine');
    store.open(SECOND.id);
    store.open(FIRST.id);
    await sent();
    expect([code(store), place(store), banner(store)]).toEqual(['mine', 'browser', undefined]);
    expect(transport.asked('PUT /draft')).toEqual([]);
    expect(transport.asked('GET /draft')).toHaveLength(asked);
  });

  it.each([
    [413, 'too-large'],
    [400, 'malformed'],
  ])('that refuses a draft (%i) is not asked again for the same one', async (status, word) => {
    const kept = new Kept();
    const transport = kept.on().on('PUT /draft', () => ({ status, json: { code: word, message: 'No.' } }));
    const store = await opened(kept, new FakeDrafts(), transport);
    store.edit('mine\0');
    await sent();
    await vi.advanceTimersByTimeAsync(AGAIN_AFTER * 2);
    expect([place(store), banner(store)]).toEqual(['browser', undefined]);
    expect(transport.asked('PUT /draft')).toHaveLength(1);
  });

  it('that has lost its drafts gets this one again', async () => {
    const kept = new Kept();
    const drafts = new FakeDrafts();
    const store = await opened(kept, drafts);
    store.edit('mine');
    await sent();
    store.dispose();
    const fresh = new Kept();
    const again = await opened(fresh, drafts.tab());
    await sent();
    expect([code(again), fresh.code, place(again)]).toEqual(['mine', 'mine', 'server']);
  });
});
