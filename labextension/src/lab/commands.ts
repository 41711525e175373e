/** What the command palette and the keyboard can do with the practice. */
import { InputDialog } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import { busy, neighbour } from '../state/select';
import { IDS } from './ids';
import type { PracticePanel } from './panel';
import type { Translate } from '../app/types';

/** Registers the commands that act on the open practice, which `panel` finds. */
export function addCommands(commands: CommandRegistry, t: Translate, panel: () => PracticePanel | null): void {
  const step = (by: 1 | -1): string | null => {
    const open = panel();
    return (open && neighbour(open.state, by)?.id) ?? null;
  };
  const free = (): boolean => {
    const state = panel()?.state;
    return state?.load.kind === 'ready' && state.currentId !== null && !busy(state.activities[state.currentId]);
  };
  const move = (by: 1 | -1): void => {
    const id = step(by);
    if (id !== null) panel()?.actions.open(id);
  };
  commands.addCommand(IDS.run, {
    label: t('Run Visible Tests'),
    isEnabled: free,
    execute: () => panel()?.actions.run(),
  });
  commands.addCommand(IDS.submit, {
    label: t('Submit Solution'),
    isEnabled: free,
    execute: () => panel()?.actions.submit(),
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
  commands.addCommand(IDS.chooseCourse, {
    label: t('Choose Course…'),
    isEnabled: () => panel() !== null,
    execute: () => chooseCourse(panel(), t),
  });
}

/** Asks which of the server's courses to practise. */
async function chooseCourse(panel: PracticePanel | null, t: Translate): Promise<void> {
  if (panel === null) return;
  const courses = await panel.actions.courses();
  const items = courses.map((course) => `${course.title} (${course.slug})`);
  const current = courses.findIndex((course) => course.slug === panel.state.course?.slug);
  const { value } = await InputDialog.getItem({ title: t('Choose a course'), items, current: Math.max(0, current) });
  const chosen = value === null ? undefined : courses[items.indexOf(value)];
  if (chosen !== undefined) panel.actions.choose(chosen.slug);
}
