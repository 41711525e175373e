/** What the command palette and the keyboard can do with the practice. */
import type { CommandRegistry } from '@lumino/commands';
import type { Command } from '../app/keys';
import type { Translate } from '../app/types';
import type { Assignment } from '../client/contract';
import type { PracticeState, Purpose } from '../state/model';
import { codeOf, current, isFree, neighbour } from '../state/select';
import type { PracticeStore } from '../state/store';
import { chooseAssignment, chooseCourse } from './asking';
import { IDS } from './ids';

/** The open practice, as commands find it. */
export interface Practice {
  /** Null while none is open. */
  readonly store: PracticeStore | null;
  /** Opens it where it is not open, and waits for its course. */
  ready(): Promise<PracticeStore>;
  /** Brings an open one to the front and has its app do what one of its keys does. */
  carryOut(command: Command): void;
}

/** The assignment that is shown, or null. */
export function shown(practice: Practice): Assignment | null {
  const state = practice.store?.getSnapshot();
  return state?.load.kind === 'ready' ? current(state) : null;
}

/** Registers the commands that act on the practice. */
export function addCommands(commands: CommandRegistry, t: Translate, practice: Practice): void {
  const state = (): PracticeState | null => practice.store?.getSnapshot() ?? null;
  const add = (id: string, label: string, isEnabled: () => boolean, execute: () => unknown): void => {
    commands.addCommand(id, { label, isEnabled, execute: () => void execute() });
  };
  const step = (by: 1 | -1): string | null => {
    const now = state();
    return (now && neighbour(now, by)?.id) ?? null;
  };
  const move = (by: 1 | -1): void => {
    const id = step(by);
    if (id !== null) practice.store?.open(id);
  };
  const free = (purpose: Purpose) => (): boolean => {
    const assignment = shown(practice);
    return assignment !== null && isFree(state()?.activities[assignment.id], purpose);
  };
  const changed = (): boolean => {
    const now = state();
    const assignment = shown(practice);
    return now !== null && assignment !== null && codeOf(now, assignment) !== assignment.starter_code;
  };
  const always = (): boolean => true;
  add(IDS.openAssignment, t('Open Assignment…'), always, async () => chooseAssignment(await practice.ready(), t));
  add(IDS.run, t('Run Visible Tests'), free('run'), () => practice.store?.run());
  add(IDS.submit, t('Submit Solution'), free('submit'), () => practice.store?.submit());
  add(
    IDS.previous,
    t('Previous Assignment'),
    () => step(-1) !== null,
    () => move(-1),
  );
  add(
    IDS.next,
    t('Next Assignment'),
    () => step(1) !== null,
    () => move(1),
  );
  add(
    IDS.assignments,
    t('All Assignments'),
    () => (state()?.assignments.length ?? 0) > 1,
    () => practice.carryOut('assignments'),
  );
  add(
    IDS.nextFailure,
    t('Next Failed Test'),
    () => shown(practice) !== null,
    () => practice.carryOut('next-failure'),
  );
  add(IDS.reset, t('Reset to Template'), changed, () => practice.store?.reset());
  // A search in the palette shows no category: the name says which course.
  add(IDS.chooseCourse, t('Choose Practice Course…'), always, async () => chooseCourse(await practice.ready(), t));
}
