/** The report on one notebook, beside it. */
import type { ServerConnection } from '@jupyterlab/services';
import type { Contents } from '@jupyterlab/services';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Translate } from '../../app/types';
import { AuthorApi, type Check, type Finding, type Purpose, type SentNotebook } from '../../client/author';
import { Checking } from '../../state/checking';
import { icon } from '../icon';
import { labTransport } from '../transport';
import { filesBeside } from './beside';
import { goTo, mark, type Mark } from './cells';
import { essenceOf, slim, wordsOf } from './content';
import { mountReport } from './mount';
import { contentOf, nameOf, type NotebookView } from './notebooks';
import { isAssignment } from './recognised';

/** Words that were typed are looked at after so long (ms). */
const SOON = 400;

export interface ReportOptions {
  readonly notebook: NotebookView;
  readonly contents: Contents.IManager;
  readonly settings: ServerConnection.ISettings;
  readonly t: Translate;
  /** Brings the notebook to the front. */
  readonly onGo: () => void;
  readonly onPreview: () => void;
}

/** What is shown beside what the check itself says. */
export interface Shown {
  readonly purpose: Purpose;
  readonly isAssignment: boolean;
  readonly stale: boolean;
}

export class ReportPanel extends Widget {
  readonly checking: Checking;
  private known: Shown = { purpose: 'check', isAssignment: true, stale: false };
  private readonly listeners = new Set<() => void>();
  private unmount: (() => void) | null = null;
  /** The cells as they were sent, and what was in them. */
  private ids: readonly string[] = [];
  private essence = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly options: ReportOptions) {
    super();
    const { notebook, settings, t } = options;
    this.checking = new Checking(new AuthorApi(labTransport(settings)));
    this.addClass('jp-PyPrac');
    this.id = `pyprac-report-${notebook.id}`;
    this.title.icon = icon;
    this.title.closable = true;
    this.title.label = t('Check: %1', nameOf(notebook));
    this.title.caption = t('What is to be mended in %1', nameOf(notebook));
    notebook.context.model.contentChanged.connect(this.edited);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): Shown => this.known;

  /** Sends the notebook as it is in the editor, and returns what came of it: null where it was not sent. */
  async run(purpose: Purpose): Promise<Check | null> {
    const { notebook } = this.options;
    await notebook.context.ready;
    if (notebook.isDisposed) return null;
    const content = contentOf(notebook);
    const found = isAssignment(content);
    this.ids = notebook.content.widgets.map(({ model }) => model.id);
    this.essence = essenceOf(content);
    mark(notebook, new Map());
    this.say({ purpose, isAssignment: found, stale: false });
    if (!found) return null;
    const check = await this.checking.run(purpose, () => this.sent(content));
    if (!this.isDisposed && check?.report) mark(notebook, this.marks(check.report.findings));
    return check;
  }

  readonly go = async ({ cell, line }: Finding): Promise<void> => {
    const id = cell === null ? undefined : this.ids[cell - 1];
    if (id === undefined) return;
    this.options.onGo();
    await goTo(this.options.notebook, id, line);
  };

  override dispose(): void {
    if (this.isDisposed) return;
    const { notebook } = this.options;
    clearTimeout(this.timer);
    this.checking.close();
    this.unmount?.();
    if (!notebook.isDisposed) {
      notebook.context.model.contentChanged.disconnect(this.edited);
      mark(notebook, new Map());
    }
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.unmount ??= mountReport(this.node, this);
  }

  private async sent(content: ReturnType<typeof contentOf>): Promise<SentNotebook> {
    const { notebook, contents } = this.options;
    const files = await filesBeside(contents, notebook.context.path, wordsOf(content));
    return { name: nameOf(notebook), notebook: slim(content), files };
  }

  /** The worst of what was found in each cell. */
  private marks(findings: readonly Finding[]): Map<string, Mark> {
    const marks = new Map<string, Mark>();
    for (const { cell, severity } of findings) {
      const id = cell === null ? undefined : this.ids[cell - 1];
      if (id !== undefined && marks.get(id) !== 'error') marks.set(id, severity);
    }
    return marks;
  }

  private readonly edited = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { notebook } = this.options;
      if (!notebook.isDisposed) this.say({ ...this.known, stale: essenceOf(contentOf(notebook)) !== this.essence });
    }, SOON);
  };

  private say(shown: Shown): void {
    this.known = shown;
    for (const listener of [...this.listeners]) listener();
  }
}
