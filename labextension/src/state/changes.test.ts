import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../client/events';
import { assignment, COURSE, graded, pending } from '../testing/made';
import { forgotten, showing, submissionShown } from './card';
import { fetched, heard, learned, paged } from './changes';
import type { Activity } from './model';
import { EMPTY, refreshed, type World } from './world';

const HERE = assignment();
const OTHER = assignment({ slug: 'sort', order_number: 2 });
const COURSE_HERE: World = { ...EMPTY, course: COURSE, assignments: [HERE, OTHER], currentId: HERE.id, tick: 1 };

/** One step of the store: time goes on, and the activities follow. */
function then(world: World, step: (world: World) => World): World {
  return refreshed(world, step({ ...world, tick: world.tick + 1 }));
}

const shownAt = (world: World, id = HERE.id): Activity => world.activities[id] ?? { kind: 'idle' };

const RANKS = { idle: 0, submitting: 1, queued: 2, running: 3, graded: 4, ran: 4, refused: 4 } as const;

/** How far an activity has come; tests that ended count within `running`. */
function rank(activity: Activity): number {
  const ended = activity.kind === 'running' ? activity.tests.filter((status) => status !== null).length : 0;
  return RANKS[activity.kind] + ended / 100;
}

/** Whether the list of attempts knows the end. */
const isDone = (world: World): boolean => world.attempts[HERE.id]?.items[0]?.status === 'processed';

type News = (world: World) => World;

const event =
  (told: ServerEvent): News =>
  (world) =>
    heard(world, told, 1_000);

/** Everything that is told of one submission, the reply to its POST included; `asked` is when that was sent. */
function newsOf(id: string, assignmentId: string, correct: boolean, asked: number): News[] {
  const own = { id, assignment_id: assignmentId };
  return [
    (world) => {
      const after = learned(world, pending(own), asked);
      return after.shown[assignmentId]?.kind === 'submitting'
        ? showing(after, assignmentId, submissionShown(pending(own)))
        : after;
    },
    event({ type: 'queued', submission_id: id, position: 3, eta_seconds: 6 }),
    event({ type: 'queued', submission_id: id, position: 1, eta_seconds: 2 }),
    event({ type: 'started', submission_id: id }),
    ...[0, 1, 2].map((index) =>
      event({ type: 'test', submission_id: id, index, total: 3, name: 't', status: correct ? 'passed' : 'failed' }),
    ),
    event({ type: 'graded', submission: graded(correct, own), course: 'basics', score: correct ? 100 : 0 }),
  ];
}

/** All the news in some order, some of it twice. */
const shuffled = (count: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.nat(count - 1), { maxLength: count })
    .chain((again) => fc.shuffledSubarray([...Array(count).keys(), ...again], { minLength: count + again.length }));

describe('news of one submission', () => {
  it.each([true, false])('comes to the same end in any order (correct: %s), and never goes backwards', (correct) => {
    const sent = then(COURSE_HERE, (world) =>
      showing(world, HERE.id, { kind: 'submitting', purpose: 'submit', code: 'pass', stdin: null }),
    );
    const news = newsOf('s1', HERE.id, correct, sent.tick);
    fc.assert(
      fc.property(shuffled(news.length), (order) => {
        let world = sent;
        let before = rank(shownAt(world));
        for (const index of order) {
          world = then(world, news[index] ?? ((same) => same));
          expect(rank(shownAt(world))).toBeGreaterThanOrEqual(before);
          before = rank(shownAt(world));
        }
        expect(shownAt(world)).toMatchObject({ kind: 'graded', gained: correct, submission: { id: 's1', correct } });
        expect(world.score).toBe(correct ? 100 : 0);
        expect(world.assignments[0]?.status).toBe(correct ? 'solved' : 'attempted');
        expect(world.assignments[0]?.attempts).toBe(1);
        expect(world.attempts[HERE.id]?.items.map((item) => item.status)).toEqual(['processed']);
        expect(shownAt(world, OTHER.id)).toEqual({ kind: 'idle' });
      }),
    );
  });

  it.each([true, false])('keeps its end whatever lists are read meanwhile, old or new (correct: %s)', (correct) => {
    const sent = then(COURSE_HERE, (world) =>
      showing(world, HERE.id, { kind: 'submitting', purpose: 'submit', code: 'pass', stdin: null }),
    );
    const done = graded(correct, { id: 's1' });
    const score = correct ? 100 : 0;
    const solved = { ...HERE, status: correct ? 'solved' : 'attempted' } as const;
    const lists: News[] = [
      (world) => fetched(world, { assignments: [HERE, OTHER], course: COURSE, score: 0 }),
      (world) => fetched(world, { assignments: [solved, OTHER], course: COURSE, score }),
      (world) => paged(world, HERE.id, [], null, sent.tick),
      (world) => paged(world, HERE.id, [pending({ id: 's1' })], null, sent.tick),
      (world) => paged(world, HERE.id, [done], null, world.tick),
      (world) => learned(world, done, world.tick),
    ];
    const news = [...newsOf('s1', HERE.id, correct, sent.tick), ...lists];
    const oldList = news.length - lists.length;
    fc.assert(
      fc.property(shuffled(news.length), (order) => {
        let world = sent;
        let newest = false;
        for (const index of order) {
          newest ||= index === oldList + 1;
          // A list of assignments that is asked for gives up the one asked for before it.
          if (newest && index === oldList) continue;
          const before = world;
          world = then(world, news[index] ?? ((same) => same));
          expect(rank(shownAt(world))).toBeGreaterThanOrEqual(rank(shownAt(before)));
          expect(world.score).toBeGreaterThanOrEqual(before.score);
          if (isDone(before)) expect(isDone(world)).toBe(true);
        }
        expect(shownAt(world)).toMatchObject({ kind: 'graded', submission: { id: 's1', correct } });
        expect([world.score, world.assignments[0]?.status]).toEqual([score, solved.status]);
        expect(isDone(world)).toBe(true);
      }),
    );
  });

  it('lands on its own assignment when two are graded at the same time', () => {
    const sending = { kind: 'submitting', purpose: 'submit', code: 'pass', stdin: null } as const;
    const sent = then(COURSE_HERE, (world) => showing(showing(world, HERE.id, sending), OTHER.id, sending));
    const news = [...newsOf('s1', HERE.id, true, sent.tick), ...newsOf('s2', OTHER.id, false, sent.tick)];
    fc.assert(
      fc.property(shuffled(news.length), (order) => {
        const world = order.reduce((each, index) => then(each, news[index] ?? ((same) => same)), sent);
        expect(shownAt(world)).toMatchObject({ kind: 'graded', gained: true, submission: { id: 's1' } });
        expect(shownAt(world, OTHER.id)).toMatchObject({ kind: 'graded', gained: false, submission: { id: 's2' } });
        expect(world.assignments.map((each) => each.status)).toEqual(['solved', 'attempted']);
        expect(world.score).toBe(100);
      }),
    );
  });

  it('shows the last of two attempts that were sent quickly one after the other', () => {
    const sent = then(COURSE_HERE, (world) =>
      showing(world, HERE.id, submissionShown(pending({ id: 's2', attempt: 2 }))),
    );
    const news = [...newsOf('s1', HERE.id, true, sent.tick), ...newsOf('s2', HERE.id, false, sent.tick)];
    fc.assert(
      fc.property(shuffled(news.length), (order) => {
        const world = order.reduce((each, index) => then(each, news[index] ?? ((same) => same)), sent);
        expect(shownAt(world)).toMatchObject({ kind: 'graded', submission: { id: 's2', correct: false } });
        expect(world.assignments[0]?.status).toBe('solved');
      }),
    );
  });
});

describe('a submission that is graded once more', () => {
  const failed = graded(false, { status: 'failed', correct: null, graded_at: '2030-01-01T10:00:01Z' });
  const first = then(
    then(COURSE_HERE, (world) => learned(world, failed, null)),
    (world) => showing(world, HERE.id, submissionShown(failed)),
  );

  it('waits again when the server says so after the failure was known', () => {
    const again = then(first, (world) => learned(world, pending(), world.tick));
    expect(shownAt(again)).toMatchObject({ kind: 'queued' });
    const late = then(again, (world) => learned(world, failed, null));
    expect(shownAt(late)).toMatchObject({ kind: 'queued' });
    const second = graded(true, { graded_at: '2030-01-01T10:00:09.5Z' });
    expect(shownAt(then(late, (world) => learned(world, second, null)))).toMatchObject({
      kind: 'graded',
      gained: true,
    });
  });

  it('keeps its new verdict when that comes before the reply to the request', () => {
    const asked = first.tick + 1;
    const second = graded(true, { graded_at: '2030-01-01T10:00:09Z' });
    const early = then({ ...first, tick: asked }, (world) => learned(world, second, null));
    expect(shownAt(then(early, (world) => learned(world, pending(), asked)))).toMatchObject({ kind: 'graded' });
  });

  it('takes an old reply for what it is', () => {
    expect(shownAt(then(first, (world) => learned(world, pending(), 1)))).toMatchObject({ kind: 'graded' });
  });
});

describe('the course, fetched anew', () => {
  const listing = { assignments: [HERE, OTHER], course: COURSE, score: 0 };

  it('does not take back what was solved while the reply was under way', () => {
    const solved = then(COURSE_HERE, (world) => learned(world, graded(true), null));
    const world = then(solved, (each) => fetched(each, listing));
    expect([world.score, world.assignments[0]?.status]).toEqual([100, 'solved']);
  });

  it('is believed in points for what is not in the list any more', () => {
    const solved = then(COURSE_HERE, (world) => learned(world, graded(true), null));
    const now = { ...listing, assignments: [{ ...HERE, status: 'solved' } as const, OTHER], score: 300 };
    const after = then(solved, (each) => fetched(each, now));
    expect(after.score).toBe(300);
    const second = graded(true, { id: 's2', assignment_id: OTHER.id });
    expect(then(after, (each) => learned(each, second, null)).score).toBe(400);
  });

  it('leaves a card that did not change as it was', () => {
    const one = then(COURSE_HERE, (world) => showing(world, HERE.id, submissionShown(pending())));
    const two = then(one, event({ type: 'queued', submission_id: 's9', position: 1, eta_seconds: null }));
    expect(two.activities[HERE.id]).toBe(one.activities[HERE.id]);
  });
});

describe('what else is told', () => {
  it('shows a running test as soon as any test has ended, though its start was never heard of', () => {
    const one = then(COURSE_HERE, (world) =>
      showing(learned(world, pending(), null), HERE.id, submissionShown(pending())),
    );
    const two = then(
      one,
      event({ type: 'test', submission_id: 's1', index: 1, total: 3, name: 't', status: 'passed' }),
    );
    expect(shownAt(two)).toMatchObject({ kind: 'running', tests: [null, 'passed', null] });
  });

  it('lays out a chip for every test before the first has ended', () => {
    const one = then(COURSE_HERE, (world) =>
      showing(learned(world, pending(), null), HERE.id, submissionShown(pending())),
    );
    const two = then(one, event({ type: 'started', submission_id: 's1' }));
    expect(shownAt(two)).toMatchObject({ kind: 'running', tests: [null, null, null], startedAt: 1_000 });
  });

  it('takes up a submission that was pending before the page was loaded', () => {
    expect(shownAt(then(COURSE_HERE, (world) => learned(world, pending(), 1)))).toMatchObject({ kind: 'queued' });
  });

  it('shows no old verdict in the card only because it was listed', () => {
    const world = then(COURSE_HERE, (each) => paged(each, HERE.id, [graded(false)], null, each.tick));
    expect(shownAt(world)).toEqual({ kind: 'idle' });
    expect(world.attempts[HERE.id]).toMatchObject({ loaded: true, next: null });
  });

  it('joins pages of attempts with what came by itself, newest first, each once', () => {
    const at = (attempt: number) => graded(false, { id: `s${attempt}`, attempt });
    let world = then(COURSE_HERE, (each) => learned(each, at(3), null));
    world = then(world, (each) => paged(each, HERE.id, [at(3), at(2)], 's2', each.tick));
    world = then(world, (each) => paged(each, HERE.id, [at(1)], null, each.tick));
    expect(world.attempts[HERE.id]?.items.map((item) => item.attempt)).toEqual([3, 2, 1]);
  });

  it('gives points once, to the attempt that earned them', () => {
    let world = then(COURSE_HERE, (each) => learned(each, graded(true, { id: 's1' }), null));
    world = then(world, (each) => learned(each, graded(true, { id: 's2', attempt: 2 }), null));
    expect([world.score, world.gainedBy[HERE.id]]).toEqual([100, 's1']);
  });

  it('says so when the server has forgotten what is waited for', () => {
    const one = then(COURSE_HERE, (world) =>
      showing(world, HERE.id, { kind: 'run', id: 'r1', code: 'pass', stdin: null }),
    );
    expect(shownAt(then(one, (world) => forgotten(world, 'r1')))).toMatchObject({
      kind: 'refused',
      code: 'unknown-submission',
    });
  });
});
