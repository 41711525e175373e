import { describe, expect, it } from 'vitest';
import type { FakeTransport } from '../client/fake';
import { assignment, COURSE } from '../testing/made';
import { faked, FIRST, ready, SECOND, server, settled, state, THIRD } from '../testing/practice';
import { progressOf, Remembered } from './progress';

faked();

const OTHER = { ...COURSE, slug: 'algorithms', title: 'Algorithms' };
const THERE = assignment({ id: 'algorithms/heap', course: 'algorithms', slug: 'heap', title: 'Heaps' });

function twoCourses(): FakeTransport {
  return server()
    .on('GET /courses', () => ({ json: { courses: [COURSE, OTHER], current: COURSE.slug } }))
    .on('GET /assignments', ({ query }) =>
      query.get('course') === OTHER.slug
        ? { json: { assignments: [THERE], course: OTHER, score: 0 } }
        : { json: { assignments: [FIRST, SECOND, THIRD], course: COURSE, score: 0 } },
    );
}

describe('an assignment that was asked for', () => {
  it('is shown first', async () => {
    const store = await ready(server(), { wanted: THIRD.id });
    expect([state(store).currentId, state(store).banners]).toEqual([THIRD.id, {}]);
  });

  it('is found in another course', async () => {
    const store = await ready(twoCourses(), { wanted: THERE.id });
    expect(state(store)).toMatchObject({ currentId: THERE.id, course: OTHER });
  });

  it('is gone to from where one is, in this course and in another', async () => {
    const store = await ready(twoCourses());
    store.edit('x = 1\n');
    store.find(SECOND.id);
    expect(state(store).currentId).toBe(SECOND.id);
    store.find(THERE.id);
    await settled();
    expect(state(store)).toMatchObject({ currentId: THERE.id, course: OTHER, load: { kind: 'ready' } });
    store.find(FIRST.id);
    await settled();
    expect(state(store)).toMatchObject({ currentId: FIRST.id, drafts: { [FIRST.id]: { code: 'x = 1\n' } } });
  });

  it.each(['basics/no-such', 'nowhere/at-all'])(
    'and is not there, as %s, is named where one is instead',
    async (asked) => {
      const store = await ready(twoCourses(), { wanted: asked });
      expect(state(store).currentId).toBe(FIRST.id);
      expect(state(store).banners[FIRST.id]).toEqual({ kind: 'missing', asked });
      store.dismissBanner();
      store.find(asked);
      await settled();
      expect(state(store)).toMatchObject({ currentId: FIRST.id, banners: { [FIRST.id]: { kind: 'missing', asked } } });
    },
  );

  it('while the course is still on its way is the one that is shown', async () => {
    const store = await ready(twoCourses());
    store.choose(OTHER.slug);
    store.find(SECOND.id);
    await settled();
    expect(state(store)).toMatchObject({ currentId: SECOND.id, course: COURSE });
  });
});

describe('an assignment that is withdrawn while it is open', () => {
  it('is named where one is instead, and its draft is kept', async () => {
    let there = [FIRST, SECOND, THIRD];
    const transport = server().on('GET /assignments', () => ({
      json: { assignments: there, course: COURSE, score: 0 },
    }));
    const store = await ready(transport, { wanted: SECOND.id });
    store.edit('x = 1\n');
    there = [FIRST, THIRD];
    transport.socket.say({ type: 'assignments-changed', course: COURSE.slug });
    await settled();
    expect(state(store)).toMatchObject({
      currentId: FIRST.id,
      banners: { [FIRST.id]: { kind: 'withdrawn', title: SECOND.title } },
      drafts: { [SECOND.id]: { code: 'x = 1\n' } },
    });
  });

  it.each([{}, { only: FIRST.slug }])('is named where none is left, until one is there: %o', async (options) => {
    let there = [FIRST];
    const transport = server().on('GET /assignments', () => ({
      json: { assignments: there, course: COURSE, score: 0 },
    }));
    const store = await ready(transport, options);
    const change = async (to: typeof there): Promise<void> => {
      there = to;
      transport.socket.say({ type: 'assignments-changed', course: COURSE.slug });
      await settled();
    };
    store.edit('x = 1\n');
    for (let times = 0; times < 2; times += 1) {
      await change([]);
      expect(state(store)).toMatchObject({
        load: { kind: 'empty', withdrawn: FIRST.title },
        currentId: null,
        drafts: { [FIRST.id]: { code: 'x = 1\n' } },
      });
    }
    await change([FIRST]);
    expect(state(store)).toMatchObject({
      load: { kind: 'ready' },
      currentId: FIRST.id,
      drafts: { [FIRST.id]: { code: 'x = 1\n' } },
    });
  });

  it('is named where others are left that a cell does not show', async () => {
    const transport = server();
    const store = await ready(transport, { only: SECOND.slug });
    transport.on('GET /assignments', () => ({ json: { assignments: [FIRST], course: COURSE, score: 0 } }));
    transport.socket.say({ type: 'assignments-changed', course: COURSE.slug });
    await settled();
    expect(state(store)).toMatchObject({ load: { kind: 'empty', withdrawn: SECOND.title }, assignments: [] });
  });

  it('is not so where another is, or one goes to another course', async () => {
    let there = [FIRST, SECOND, THIRD];
    const transport = twoCourses().on('GET /assignments', ({ query }) =>
      query.get('course') === OTHER.slug
        ? { json: { assignments: [THERE], course: OTHER, score: 0 } }
        : { json: { assignments: there, course: COURSE, score: 0 } },
    );
    const store = await ready(transport);
    there = [FIRST, THIRD];
    transport.socket.say({ type: 'assignments-changed', course: COURSE.slug });
    await settled();
    expect(state(store)).toMatchObject({ currentId: FIRST.id, banners: {} });
    store.choose(OTHER.slug);
    await settled();
    expect(state(store)).toMatchObject({ currentId: THERE.id, banners: {} });
    store.find(FIRST.id);
    await settled();
    expect(state(store)).toMatchObject({ currentId: FIRST.id, banners: {} });
  });
});

describe('progress', () => {
  it('is known once the course is there', async () => {
    const store = await ready(server([{ ...FIRST, status: 'solved' }, SECOND], 100));
    expect(progressOf(state(store))).toEqual({ solved: 1, total: 2, score: 100 });
  });

  it('is remembered for each server by itself', () => {
    const here = new Remembered('https://one/');
    expect(here.read()).toBeNull();
    expect(here.write({ solved: 1, total: 2, score: 100 })).toBe(true);
    expect(here.write({ solved: 1, total: 2, score: 100 })).toBe(false);
    expect(new Remembered('https://one/').read()).toEqual({ solved: 1, total: 2, score: 100 });
    expect(new Remembered('https://two/').read()).toBeNull();
  });

  it.each(['', 'null', '{}', '{"solved":"<b>","total":1,"score":1}', '[1'])(
    'that was stored as %j is none',
    (stored) => {
      window.localStorage.setItem('pyprac:progress:https://one/', stored);
      expect(new Remembered('https://one/').read()).toBeNull();
    },
  );
});
