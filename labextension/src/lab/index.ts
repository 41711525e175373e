/** The plugin: a launcher card, commands and a panel for practising Python. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { addCommands } from './commands';
import { icon } from './icon';
import { IDS, PLUGIN } from './ids';
import { PracticePanel } from './panel';
import { translate } from './translate';

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Practise Python: assignments, an editor, and a verdict that arrives by itself.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ITranslator, ICommandPalette, ILauncher, ILayoutRestorer],
  activate,
};

export default plugin;

function activate(
  app: JupyterFrontEnd,
  rendermime: IRenderMimeRegistry,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  launcher: ILauncher | null,
  restorer: ILayoutRestorer | null,
): void {
  const t = translate(translator ?? nullTranslator);
  const title = t('Practice Python');
  const tracker = new WidgetTracker<PracticePanel>({ namespace: 'pyprac' });
  const page = PageConfig.getOption('notebookPage'); // Notebook 7 has one document a page, and room beside it
  const beside = page === 'notebooks';
  let open: PracticePanel | null = null;

  const create = (course: string | null): PracticePanel => {
    const panel = new PracticePanel({
      course,
      host: beside ? 'side' : 'panel',
      settings: app.serviceManager.serverSettings,
      rendermime,
      commands: app.commands,
      t,
    });
    panel.id = 'pyprac';
    panel.title.label = beside ? '' : title;
    panel.title.caption = title;
    panel.title.icon = icon;
    panel.title.closable = true;
    panel.disposed.connect(() => {
      open = null;
    });
    void tracker.add(panel);
    return panel;
  };

  const show = (course: string | null): PracticePanel => {
    const panel = (open ??= create(course));
    if (!panel.isAttached) app.shell.add(panel, beside ? 'right' : 'main');
    app.shell.activateById(panel.id);
    return panel;
  };

  app.commands.addCommand(IDS.open, {
    label: title,
    caption: t('Solve small assignments and see which tests pass'),
    icon: (args) => (args['isPalette'] === true ? undefined : icon),
    execute: (args) => show(typeof args['course'] === 'string' ? args['course'] : null),
  });
  addCommands(app.commands, t, () => open?.store ?? null);

  for (const command of Object.values(IDS)) palette?.addItem({ command, category: title, args: { isPalette: true } });
  // By JupyterLab's own name for it: a name of ours would be a second category.
  const category = (translator ?? nullTranslator).load('jupyterlab').__('Other');
  launcher?.add({ command: IDS.open, category, rank: 0 });
  if (beside) app.shell.add((open = create(null)), 'right');
  else if (restorer !== null) void restorer.restore(tracker, { command: IDS.open, name: () => 'practice' });
}
