/** What JupyterLab can do with the assignment that is open: a notebook, a link, the settings. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { Widget } from '@lumino/widgets';
import { copy } from '../app/copy';
import type { MenuItem } from '../app/Menu';
import type { Translate } from '../app/types';
import { codeOf } from '../state/select';
import { type Practice, shown } from './commands';
import { IDS } from './ids';
import { addressOf } from './link';
import { PANEL } from './panel';

const SETTINGS = 'settingeditor:open';

/** Registers these commands, and returns them as the panel's menu shows them. */
export function addBeside(app: JupyterFrontEnd, t: Translate, practice: Practice): MenuItem[] {
  const { commands } = app;
  const isEnabled = (): boolean => shown(practice) !== null;
  commands.addCommand(IDS.scratch, {
    label: t('Open in a Scratch Notebook'),
    isEnabled,
    execute: () => (opening ??= openScratch(app, t, practice).finally(() => (opening = null))),
  });
  commands.addCommand(IDS.copyLink, {
    label: t('Copy Link to Assignment'),
    isEnabled,
    execute: () => copyLink(t, practice),
  });
  commands.addCommand(IDS.settings, {
    label: t('Practice Settings…'),
    isEnabled: () => commands.hasCommand(SETTINGS),
    execute: () => commands.execute(SETTINGS, { query: t('Practice Python') }),
  });
  return [IDS.scratch, IDS.copyLink, IDS.settings].map((id) => ({
    label: commands.label(id),
    isEnabled: () => commands.isEnabled(id),
    run: () => void commands.execute(id),
  }));
}

/** The scratch notebook that was opened last. */
let latest: Widget | null = null;
/** While one is being opened; who asks again meanwhile gets that one. */
let opening: Promise<void> | null = null;

async function openScratch(app: JupyterFrontEnd, t: Translate, practice: Practice): Promise<void> {
  const assignment = shown(practice);
  const state = practice.store?.getSnapshot();
  if (assignment === null || state === undefined) return;
  try {
    const { placeOf, writeScratch } = await import('./scratch');
    const path = await writeScratch(app.serviceManager, assignment, codeOf(state, assignment), t);
    const options = placeOf(latest, PANEL);
    latest = ((await app.commands.execute('docmanager:open', { path, options })) as Widget | undefined) ?? null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const words = t('The notebook could not be made: %1. Check that you may write where Jupyter was started.', why);
    Notification.error(words, { autoClose: false });
  }
}

async function copyLink(t: Translate, practice: Practice): Promise<void> {
  const assignment = shown(practice);
  if (assignment === null) return;
  const address = addressOf(assignment.id);
  if (await copy(address)) Notification.success(t('The link is copied: %1', address), { autoClose: 4000 });
  else Notification.warning(t('This browser did not allow copying. The link is %1', address), { autoClose: false });
}
