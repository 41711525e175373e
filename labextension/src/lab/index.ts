/** The plugin: a launcher card, commands, a status item and a panel for practising Python. */
import { ILayoutRestorer, IRouter, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PageConfig } from '@jupyterlab/coreutils';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { author } from './author';
import { addBeside } from './beside';
import { addCommands } from './commands';
import { icon } from './icon';
import { IDS, PLUGIN } from './ids';
import { followLinks } from './link';
import { Outside } from './outside';
import { PracticePanel, type Wanted } from './panel';
import { Place } from './place';
import { translate } from './translate';

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Practise Python: assignments, an editor, and a verdict that arrives by itself.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IEditorLanguageRegistry],
  optional: [ITranslator, ICommandPalette, ILauncher, ILayoutRestorer, ISettingRegistry, IStatusBar, IRouter],
  activate,
};

export default [plugin, author];

function activate(
  app: JupyterFrontEnd,
  rendermime: IRenderMimeRegistry,
  languages: IEditorLanguageRegistry,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  launcher: ILauncher | null,
  restorer: ILayoutRestorer | null,
  registry: ISettingRegistry | null,
  statusBar: IStatusBar | null,
  router: IRouter | null,
): void {
  const { commands, serviceManager, shell } = app;
  const t = translate(translator ?? nullTranslator);
  const title = t('Practice Python');
  const settings = serviceManager.serverSettings;
  const tracker = new WidgetTracker<PracticePanel>({ namespace: 'pyprac' });
  const beside = PageConfig.getOption('notebookPage') === 'notebooks'; // Notebook 7: one document a page, and room beside it
  const outside = new Outside(t, settings.baseUrl, () => void commands.execute(IDS.open));

  const make = (wanted: Wanted): PracticePanel => {
    const host = beside ? 'side' : 'panel';
    const given = {
      host,
      settings,
      rendermime,
      languages,
      registry,
      commands,
      menu,
      t,
      onChange: outside.tell,
    } as const;
    const panel = new PracticePanel({ ...given, ...wanted });
    panel.title.label = beside ? '' : title;
    panel.title.caption = title;
    void tracker.add(panel);
    return panel;
  };
  const place = new Place(shell, beside ? 'right' : 'main', make);
  const menu = addBeside(app, t, place);
  addCommands(commands, t, place);
  commands.addCommand(IDS.open, {
    label: (args) => (args['isPalette'] === true ? title : outside.label()),
    caption: t('Solve small assignments and see which tests pass'),
    icon: (args) => (args['isPalette'] === true ? undefined : icon),
    execute: (args) => place.show(wantedIn(args)),
  });

  for (const command of Object.values(IDS)) palette?.addItem({ command, category: title, args: { isPalette: true } });
  // By JupyterLab's own name for it: a name of ours would be a second category.
  const category = (translator ?? nullTranslator).load('jupyterlab').__('Other');
  if (launcher !== null) outside.inLauncher(launcher, category);
  if (statusBar !== null) outside.inStatusBar(statusBar);
  if (router !== null) followLinks(router, commands, app.restored, (assignment) => place.show({ assignment }));
  if (beside) place.put();
  else if (restorer !== null) void restorer.restore(tracker, { command: IDS.open, name: () => 'practice' });
}

/** What the arguments of a command ask for. */
function wantedIn(args: Readonly<Record<string, unknown>>): Wanted {
  const { course, assignment } = args;
  return {
    ...(typeof course === 'string' ? { course } : {}),
    ...(typeof assignment === 'string' ? { assignment } : {}),
  };
}
