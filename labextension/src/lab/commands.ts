/** What the command palette and the keyboard can do with the practice. */
import { InputDialog } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import type { Command } from '../app/keys';
import type { Translate } from '../app/types';
import type { PracticeState } from '../state/model';
import { busy, neighbour } from '../state/select';
import type { PracticeStore } from '../state/store';
import { IDS } from './ids';

/** Registers the commands that act on the open practice, which `practice` finds; `carryOut` has its app do something. */
export function addCommands(
  commands: CommandRegistry,
  t: Translate,
  practice: () => PracticeStore | null,
  carryOut: (command: Command) => void,
): void {
  const state = (): PracticeState | null => practice()?.getSnapshot() ?? null;
  const step = (by: 1 | -1): string | null => {
    const now = state();
    return (now && neighbour(now, by)?.id) ?? null;
  };
  const free = (): boolean => {
    const now = state();
    return now?.load.kind === 'ready' && now.currentId !== null && !busy(now.activities[now.currentId]);
  };
  const move = (by: 1 | -1): void => {
    const id = step(by);
    if (id !== null) practice()?.open(id);
  };
  commands.addCommand(IDS.run, {
    label: t('Run Visible Tests'),
    isEnabled: free,
    execute: () => practice()?.run(),
  });
  commands.addCommand(IDS.submit, {
    label: t('Submit Solution'),
    isEnabled: free,
    execute: () => practice()?.submit(),
  });
  commands.addCommand(IDS.previous, {
    label: t('Previous Assignment'),
    isEnabled: () => step(-1) !== null,
    execute: () => move(-1),
  });
  commands.addCommand(IDS.next, {
    label: t('Next Assignment'),
    isEnabled: () => step(1) !== null,
    execute: () => move(1),
  });
  commands.addCommand(IDS.assignments, {
    label: t('All Assignments'),
    isEnabled: () => (state()?.assignments.length ?? 0) > 1,
    execute: () => carryOut('assignments'),
  });
  commands.addCommand(IDS.nextFailure, {
    label: t('Next Failed Test'),
    isEnabled: () => state()?.load.kind === 'ready',
    execute: () => carryOut('next-failure'),
  });
  commands.addCommand(IDS.chooseCourse, {
    label: t('Choose Practice Course…'), // a search in the palette shows no category
    isEnabled: () => practice() !== null,
    execute: () => chooseCourse(practice(), t),
  });
}

/** Asks which of the server's courses to practise. */
async function chooseCourse(practice: PracticeStore | null, t: Translate): Promise<void> {
  if (practice === null) return;
  const courses = await practice.courses();
  const shown = practice.getSnapshot().course?.slug;
  const items = courses.map((course) => `${course.title} (${course.slug})`);
  const current = Math.max(
    0,
    courses.findIndex((course) => course.slug === shown),
  );
  const { value } = await InputDialog.getItem({ title: t('Choose a course'), items, current });
  const chosen = value === null ? undefined : courses[items.indexOf(value)];
  if (chosen !== undefined) practice.choose(chosen.slug);
}
