/** What the kernel's `Practice` and the page tell each other. */
import type { Verdict } from '../client/contract';
import type { PracticeState } from '../state/model';
import { codeOf, current } from '../state/select';
import type { PracticeStore } from '../state/store';

/** The traits of `Practice`, by the names that Python knows. */
export interface Traits {
  /** What `Practice` was called with: read only here. */
  _slug: string | null;
  _course: string | null;
  assignment_id: string;
  code: string;
  score: number;
  correct: boolean | null;
  feedback: Verdict | null;
}

/** The part of an anywidget model that is used. */
export interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  set<K extends keyof Traits>(name: K, value: Traits[K]): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
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

function traitsOf(state: PracticeState): Omit<Traits, '_slug' | '_course'> | null {
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
