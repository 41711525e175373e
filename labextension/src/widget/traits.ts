/** What the kernel's `Practice` and the page tell each other. */
import type { Verdict } from '../client/contract';
import type { PracticeState } from '../state/model';
import { codeOf, current } from '../state/select';
import type { PracticeStore } from '../state/store';
import type { Offered } from './offering';

/** The traits of `Practice`, by the names that Python knows. */
export interface Traits {
  /** What `Practice` was called with: read only here. */
  _slug: string | null;
  _course: string | null;
  _offer: Offered | null;
  assignment_id: string;
  code: string;
  score: number;
  correct: boolean | null;
  feedback: Verdict | null;
}

/** Hears of a change, or of a message of the kernel's with its buffers. */
export type Listener = (content?: unknown, buffers?: readonly DataView[]) => void;

/** The part of an anywidget model that is used. */
export interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  set<K extends keyof Traits>(name: K, value: Traits[K]): void;
  save_changes(): void;
  /** Sends the kernel a message of our own. */
  send(content: unknown): void;
  on(event: string, callback: Listener): void;
  off(event: string, callback: Listener): void;
}

/** Keystrokes this close together (ms) travel to the kernel once. */
export const TELL_AFTER = 300;

/** Keeps model and store alike: the page tells what happened, and `code` can be set in Python. Returns the way to stop. */
export function tie(model: Model, store: PracticeStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    const told = traitsOf(store.getSnapshot());
    if (told === null) return;
    const names = Object.keys(told) as (keyof typeof told)[];
    const changed = names.filter((name) => model.get(name) !== told[name]);
    for (const name of changed) model.set(name, told[name]);
    if (changed.length > 0) model.save_changes();
  };
  const take = (): void => {
    const state = store.getSnapshot();
    const assignment = current(state);
    if (assignment !== null && model.get('code') !== codeOf(state, assignment)) store.edit(model.get('code'));
  };
  const stop = store.subscribe(() => {
    timer ??= setTimeout(tell, TELL_AFTER);
  });
  model.on('change:code', take);
  return () => {
    clearTimeout(timer);
    stop();
    model.off('change:code', take);
  };
}

function traitsOf(state: PracticeState): Omit<Traits, '_slug' | '_course' | '_offer'> | null {
  const assignment = current(state);
  if (assignment === null) return null;
  const activity = state.activities[assignment.id];
  const submission = activity?.kind === 'graded' ? activity.submission : null;
  return {
    assignment_id: assignment.id,
    code: codeOf(state, assignment),
    score: state.score,
    correct: submission?.correct ?? null,
    feedback: submission?.feedback ?? null,
  };
}
