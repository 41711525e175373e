import { describe, expect, it } from 'vitest';
import { byCatalogue } from '../catalogue';
import { card, text } from '../fixtures/card';
import { ASSIGNMENTS, HISTOGRAM } from '../fixtures/course';
import { show } from '../fixtures/render';
import { state, STATES } from '../fixtures/states';
import { STOPPED, submission, verdict } from '../fixtures/verdicts';

describe('in another language', () => {
  const german = byCatalogue(
    {
      '%1 the divisor `%2` is `0`, and Python cannot divide by 0.': ['%1 ist der Divisor `%2` gleich `0`.'],
      'Decide what should happen then, before dividing.': ['Entscheide, was dann geschehen soll.'],
      'On line %1': ['In Zeile %1'],
      '%1 is raised': ['%1 wird ausgelöst'],
    },
    'de_DE',
  );
  const why = 'In Zeile 3 ist der Divisor top gleich 0. Entscheide, was dann geschehen soll.';

  it('an error is explained in it, in the card and beside the line', () => {
    show(STATES.runtime(), { t: german });
    expect(card().querySelector('.pp-error-why')?.textContent).toBe(why);
    expect(card().querySelector('.pp-error-why [lang]')).toBeNull();
    expect(document.querySelector('.pp-lens')?.textContent).toContain(why);
  });

  it('an old verdict, which is English alone, is marked as that', () => {
    const { error } = STOPPED;
    const old = error && { ...STOPPED, error: { ...error, sentences: [] } };
    show(state({ activity: { kind: 'graded', submission: submission(5, old), gained: false, same: false } }), {
      t: german,
    });
    expect(card().querySelector('.pp-error-why [lang="en"]')?.textContent).toContain('On line 3 the divisor');
  });

  it('an exception in the place of a value is told in it', () => {
    const changes = { 1: { expected: 'TypeError is raised', actual: '3' }, 2: { actual: 'KeyError is raised' } };
    const visible_tests = HISTOGRAM.visible_tests.map((test) => ({ ...test, raises: 'TypeError' }));
    const assignments = ASSIGNMENTS.map((one) => (one.id === HISTOGRAM.id ? { ...one, visible_tests } : one));
    const activity = {
      kind: 'graded',
      submission: submission(5, verdict('failed', 'xeooo', changes)),
      gained: false,
      same: false,
    } as const;
    show(state({ activity, state: { assignments } }), { t: german });
    expect(text()).toContain('ExpectedTypeError wird ausgelöst');
  });
});
