/** The plugin of authors: two commands for notebooks that are assignments, for those who teach. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PageConfig } from '@jupyterlab/coreutils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ToolbarButton } from '@jupyterlab/ui-components';
import { Deferred } from '../../app/deferred';
import { AuthorApi } from '../../client/author';
import { icon } from '../icon';
import { AUTHOR, AUTHOR_IDS } from '../ids';
import { translate } from '../translate';
import { labTransport } from '../transport';
import type { Author } from './author';
import { contentOf, Notebooks, type NotebookView } from './notebooks';
import { isAssignment } from './recognised';

/** Behind the buttons of the notebook itself. */
const PLACE_IN_TOOLBAR = 10;

export const author: JupyterFrontEndPlugin<void> = {
  id: AUTHOR,
  description: 'Checks notebooks that are assignments, and previews them as students get them.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IEditorLanguageRegistry],
  optional: [ITranslator, ICommandPalette, ISettingRegistry],
  activate,
};

function activate(
  app: JupyterFrontEnd,
  rendermime: IRenderMimeRegistry,
  languages: IEditorLanguageRegistry,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  registry: ISettingRegistry | null,
): void {
  const { commands, contextMenu } = app;
  const t = translate(translator ?? nullTranslator);
  const notebooks = new Notebooks(app.shell);
  const beside = PageConfig.getOption('notebookPage') === 'notebooks';
  // Who opens no assignment as a notebook needs nothing of it.
  const author = new Deferred(async () => {
    const loaded = await import('./author');
    return new loaded.Author({ app, notebooks, rendermime, languages, registry, beside, t });
  });
  const have = (act: (loaded: Author) => void): void =>
    void author.get().then(act, (error: unknown) => {
      console.error(error);
      Notification.error(t('This could not be loaded. Try again, or reload the page; what you wrote is kept.'));
    });
  const check = (notebook: NotebookView): void => have((loaded) => loaded.check(notebook));
  // On a Hub students have the extension too, and the service knows who teaches. On one's own computer everybody does.
  let teaches = PageConfig.getOption('hubPrefix') === '';

  const add = (command: string, label: string, caption: string, act: (notebook: NotebookView) => void): void => {
    commands.addCommand(command, {
      label,
      caption,
      isEnabled: () => notebooks.current() !== null,
      isVisible: ({ where }) => teaches && (where !== 'context' || isOne(notebooks.current())),
      execute: () => {
        const notebook = notebooks.current();
        if (notebook !== null) act(notebook);
      },
    });
    palette?.addItem({ command, category: t('Practice Python') });
    contextMenu.addItem({ command, args: { where: 'context' }, selector: '.jp-Notebook', rank: 60 });
  };
  add(
    AUTHOR_IDS.check,
    t('Check This Assignment'),
    t('Run solution, starter and wrong solutions through the tests, as before an import'),
    check,
  );
  add(
    AUTHOR_IDS.preview,
    t('Preview as Student'),
    t('Practise this assignment as a student gets it; nothing counts'),
    (notebook) => have((loaded) => void loaded.previewOf(notebook)),
  );

  const looks: (() => void)[] = [];
  notebooks.follow(app.docRegistry, (notebook) => {
    const tooltip = t('Check this assignment');
    const button = new ToolbarButton({ icon, tooltip, onClick: () => check(notebook) });
    const look = (): void => {
      const hidden = !teaches || !isOne(notebook);
      button.setHidden(hidden);
      if (!hidden) author.prefetch();
    };
    button.hide();
    notebook.toolbar.insertItem(PLACE_IN_TOOLBAR, 'pyprac-check', button);
    void notebook.context.ready.then(look);
    notebook.context.saveState.connect(look);
    if (!teaches && looks.length === 0) void ask();
    looks.push(look);
  });

  /** With the first notebook, not with the page: who opens none is not asked for. */
  async function ask(): Promise<void> {
    teaches = await new AuthorApi(labTransport(app.serviceManager.serverSettings)).mayTeach().catch(() => false);
    for (const look of looks) look();
    for (const command of Object.values(AUTHOR_IDS)) commands.notifyCommandChanged(command);
  }
}

/** Whether a notebook that is loaded is written as an assignment. */
function isOne(notebook: NotebookView | null): boolean {
  return notebook !== null && !notebook.isDisposed && notebook.context.isReady && isAssignment(contentOf(notebook));
}
