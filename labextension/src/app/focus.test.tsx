import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PracticeState } from '../state/model';
import { ASSIGNMENTS } from './fixtures/course';
import { show } from './fixtures/render';
import { state, STATES, type StateName } from './fixtures/states';

/** Those whose buttons no other one has. */
const NAMES = [
  'idle',
  'conflict',
  'hints',
  'failed',
  'passed',
  'runtime',
  'courses',
  'fault',
  'same',
  'ran-failed',
  'reading',
  'offline',
  'restored',
  'only',
  'loaderror',
] as const satisfies readonly StateName[];
const STOPS = 'button, select, summary, textarea, input, [tabindex="0"], .cm-content, [role="menuitem"]';

const stops = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`.pp-app :is(${STOPS})`)];
const isInside = (): boolean => document.activeElement?.closest('.pp-app') != null;
/** Lets the page notice what was taken out of it. */
const settle = async (): Promise<void> => {
  await act(() => new Promise<void>((resolve) => void setTimeout(resolve)));
};

const button = (name: RegExp | string): HTMLElement => {
  const found = screen.getAllByRole('button', { name })[0];
  if (found === undefined) throw new Error(`no button ${String(name)}`);
  return found;
};

async function press(element: HTMLElement): Promise<void> {
  element.focus();
  fireEvent.click(element);
  await settle();
}

async function leave(): Promise<void> {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  await settle();
}

const MENU = [{ label: 'Open in a Scratch Notebook', isEnabled: () => true, run: () => undefined }];

describe('the focus stays in the practice, whatever is pressed', () => {
  it.each(NAMES)('%s', { timeout: 20_000 }, async (name) => {
    const made = STATES[name]();
    const app = show(made, { menu: MENU });
    const lost: string[] = [];
    for (let index = 0; index < stops().length; index += 1) {
      const one = stops()[index] as HTMLElement;
      const label = one.getAttribute('aria-label') ?? one.textContent.slice(0, 40);
      await press(one);
      if (!isInside()) lost.push(label);
      await leave();
      if (!isInside()) lost.push(`${label}, then Escape`);
      app.show(made);
    }
    expect(lost).toEqual([]);
  });
});

/** A state with the hints that were opened. */
const hinted = (count: number, loading = false): PracticeState =>
  state({ hints: { texts: ['one', 'two', 'three'].slice(0, count), loading, failed: null } });
const elsewhere = (): PracticeState => ({ ...STATES.failed(), currentId: ASSIGNMENTS[7]?.id ?? null });
const attempts = (): Promise<void> => press(screen.getByRole('tab', { name: /^Submissions/ }));
const opened = async (): Promise<void> => {
  await attempts();
  await press(button(/^Attempt 4/));
};
const drawer = async (): Promise<void> => {
  await press(button(/^Assignment \d+ of/));
  await settle();
};

/** What is pressed where, after what, and what comes of it. */
const TABLE: readonly (readonly [
  what: string,
  before: () => PracticeState,
  find: () => HTMLElement | Promise<HTMLElement>,
  after: readonly (() => PracticeState)[],
])[] = [
  ['Submit', STATES.failed, () => button(/^Submit/), [STATES.submitting, STATES.running, STATES.passed]],
  ['Run', STATES.failed, () => button(/^Run/), [STATES['run-running'], STATES['ran-failed']]],
  ['Next', STATES.passed, () => button(/^Next assignment/), [elsewhere]],
  ['Previous', elsewhere, () => button(/^Previous assignment/), [STATES.idle]],
  ['a banner’s cross', STATES.restored, () => button('Dismiss'), [STATES.failed]],
  ['Undo', STATES.restored, () => button('Undo'), [STATES.failed]],
  ['Keep draft', STATES.draft, () => button('Keep draft'), [STATES.failed]],
  ['Start from template', STATES.draft, () => button('Start from template'), [STATES.idle]],
  ['Reconnect now', STATES.offline, () => button('Reconnect now'), [STATES.running]],
  ['Retry', STATES.loaderror, () => button('Retry'), [STATES.loading, STATES.failed]],
  ['Show hint 1', () => hinted(0), () => button('Show hint 1'), [() => hinted(0, true), () => hinted(1)]],
  ['the last hint', () => hinted(2), () => button('Show hint 3'), [() => hinted(2, true), () => hinted(3)]],
  ['Grade again now', STATES.fault, () => button('Grade again now'), [STATES.submitting, STATES.passed]],
  ['Open attempt 4', STATES.same, () => button('Open attempt 4'), [STATES.failed]],
  ['a chip', STATES.failed, () => button('Test 1: passed'), [STATES.running]],
  ['a row of a test', STATES.failed, () => button(/failed ?Test 4/), [STATES.submitting, STATES.passed]],
  ['Go to line', STATES.runtime, () => button('Go to line 3'), [STATES.edited]],
  ['Reset', STATES.failed, () => button('Reset to template'), [STATES.idle]],
  [
    'the heading of a result',
    STATES.failed,
    () => screen.getByRole('heading', { name: 'Not solved yet' }),
    [STATES.idle],
  ],
  [
    'another course',
    STATES.courses,
    () => screen.getByRole('combobox', { name: 'Course' }),
    [STATES.loading, STATES.courses],
  ],
  ['an attempt', STATES.failed, async () => (await attempts(), button(/^Attempt 4/)), [STATES.idle]],
  ['Restore', STATES.failed, async () => (await opened(), button('Restore into editor')), [STATES.restored]],
  ['Show result', STATES.failed, async () => (await opened(), button('Show result')), [STATES.runtime]],
  ['Compare', STATES.failed, async () => (await opened(), button('Compare')), [STATES.failed]],
  [
    'an assignment in the drawer',
    STATES.failed,
    async () => (await drawer(), screen.getByRole('option', { name: /Word lengths/ })),
    [elsewhere],
  ],
  ['the drawer’s cross', STATES.failed, async () => (await drawer(), button('Close')), [STATES.failed]],
];

describe('the focus stays in the practice when what was pressed changes it', () => {
  it.each(TABLE)('%s', async (_, before, find, after) => {
    const app = show(before(), { menu: MENU });
    const element = await find();
    await press(element);
    const lost = isInside() ? [] : ['at once'];
    for (const [index, next] of after.entries()) {
      app.show(next());
      await settle();
      if (!isInside()) lost.push(`after ${index + 1}`);
    }
    expect(lost).toEqual([]);
  });
});

it('what a width hides keeps the focus until the app has chosen its view, whatever else comes meanwhile', async () => {
  show(STATES.idle());
  const editor = document.querySelector<HTMLElement>('.cm-content') as HTMLElement;
  editor.focus();
  for (const hidden of [editor, editor.closest('[data-pp-region]')]) if (hidden) hidden.checkVisibility = () => false;
  document.querySelector('.pp-app')?.append(document.createElement('i'));
  await settle();
  expect(document.activeElement).toBe(editor);
  document.querySelector('.pp-body')?.setAttribute('data-view', 'attempts');
  await settle();
  expect(document.activeElement).not.toBe(editor);
  expect(isInside()).toBe(true);
});
