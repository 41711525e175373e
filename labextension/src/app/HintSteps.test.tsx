import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { HISTOGRAM } from './fixtures/course';
import { show } from './fixtures/render';
import { state, STATES } from './fixtures/states';

const hints = () => screen.getByRole('region', { name: 'Hints' });
const next = (name: string) => within(hints()).getByRole('button', { name });

describe('the hints of an assignment', () => {
  it('say how many are shown, and offer the next one', async () => {
    const { actions } = show(STATES.hints());
    expect(hints().textContent).toContain('1 of 3 shown');
    expect(within(hints()).getAllByRole('listitem')).toHaveLength(1);
    await userEvent.click(next('Show hint 2'));
    expect(actions.calls).toEqual([['hint']]);
  });

  it('begin closed', () => {
    show(STATES.idle());
    expect(hints().textContent).toContain('0 of 3 shown');
    expect(within(hints()).queryByRole('list')).toBeNull();
  });

  it('ask once while one is on its way', async () => {
    const { actions } = show(STATES['hint-loading']());
    expect(next('Loading…').getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(next('Loading…'));
    expect(actions.calls).toEqual([]);
  });

  it('say which one did not come, why, and try again', async () => {
    const { actions } = show(STATES['hint-failed']());
    expect(hints().textContent).toContain('Hint 3 could not be loaded. The server did not answer within 10 s.');
    await userEvent.click(next('Try again'));
    expect(actions.calls).toEqual([['hint']]);
  });

  it('give the focus to each new one, which is brought into view', async () => {
    const seen: Element[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      seen.push(this);
    };
    const app = show(state({ hints: { texts: ['one'], loading: false, failed: null } }));
    for (const [name, texts] of [
      ['Show hint 2', ['one', 'two']],
      ['Show hint 3', ['one', 'two', 'three']],
    ] as const) {
      await userEvent.click(next(name));
      app.show(state({ hints: { texts: texts.slice(0, -1), loading: true, failed: null } }));
      app.show(state({ hints: { texts, loading: false, failed: null } }));
      const newest = within(hints()).getByRole('listitem', { name: `Hint ${texts.length} of 3` });
      expect(newest.textContent).toContain(texts.at(-1));
      expect(document.activeElement).toBe(newest);
      expect(seen.at(-1)).toBe(newest);
    }
    expect(within(hints()).queryByRole('button')).toBeNull();
  });

  it('leave the focus where somebody went meanwhile', async () => {
    const app = show(state({ hints: { texts: ['one'], loading: false, failed: null } }));
    await userEvent.click(next('Show hint 2'));
    screen.getByRole('textbox', { name: 'Code editor, Python' }).focus();
    app.show(state({ hints: { texts: ['one', 'two'], loading: false, failed: null } }));
    expect(hints().contains(document.activeElement)).toBe(false);
  });

  it('have the way to the next one below them', () => {
    show(STATES.hints());
    const last = within(hints()).getAllByRole('listitem').at(-1);
    const button = next('Show hint 2');
    expect(last?.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('are not there where a course has none', () => {
    const bare = STATES.failed();
    show({ ...bare, assignments: bare.assignments.map((each) => ({ ...each, hints: 0 })) });
    expect(screen.queryByRole('region', { name: 'Hints' })).toBeNull();
    expect(screen.queryByText(/^Stuck/)).toBeNull();
  });
});

describe('under a result', () => {
  it('that failed is the way to the next hint', async () => {
    const { actions } = show(STATES.failed());
    const word = screen.getByText('Stuck? Hint 1 of 3 is ready. Hints cost no points.');
    const button = within(word.parentElement as HTMLElement).getByRole('button', { name: 'Show hint 1' });
    await userEvent.click(button);
    expect(actions.calls).toEqual([['hint']]);
    expect(document.activeElement).toBe(hints());
  });

  it('that passed, and under none, there is no such word', () => {
    const shown = show(STATES.passed());
    expect(screen.queryByText(/^Stuck/)).toBeNull();
    shown.show(STATES.idle());
    expect(screen.queryByText(/^Stuck/)).toBeNull();
  });
});

describe('the word about saving', () => {
  const note = () => document.querySelector('.pp-saved')?.textContent;
  const draft = STATES.failed().drafts[HISTOGRAM.id] ?? { code: '', savedAt: 0 };

  it.each([
    ['server', /^Saved \d\d:\d\d$/],
    ['browser', /^Saved in this browser \d\d:\d\d$/],
    ['sending', /^Saving…$/],
  ] as const)('tells where the draft is: %s', (place, words) => {
    show(state({ state: { drafts: { [HISTOGRAM.id]: { ...draft, place } } } }));
    expect(note()).toMatch(words);
  });
});
