/** What an author does with a notebook: check it, and practise it as a student. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Widget } from '@lumino/widgets';
import type { Translate } from '../../app/types';
import type { Check } from '../../client/author';
import { bringToFront } from '../front';
import { PracticePanel } from '../panel';
import { contentOf, nameOf, type Notebooks, type NotebookView } from './notebooks';
import { ReportPanel } from './report';

/** After so long (ms) a person is told that something is under way. */
const PATIENCE = 700;

export interface AuthorOptions {
  readonly app: JupyterFrontEnd;
  readonly notebooks: Notebooks;
  readonly rendermime: IRenderMimeRegistry;
  readonly languages: IEditorLanguageRegistry;
  readonly registry: ISettingRegistry | null;
  /** One document a page, as in Notebook 7: what belongs to it goes into the side bar. */
  readonly beside: boolean;
  readonly t: Translate;
}

export class Author {
  private readonly reports = new WeakMap<NotebookView, ReportPanel>();
  private preview: { readonly panel: PracticePanel; readonly assignment: string } | null = null;

  constructor(private readonly options: AuthorOptions) {}

  /** Checks the notebook, with the report beside it. */
  check(notebook: NotebookView): void {
    const report = this.reportOn(notebook);
    this.show(report, notebook);
    void report.run('check');
  }

  /** Shows the notebook's assignment as a student gets it; or the report, where there is something to mend first. */
  async previewOf(notebook: NotebookView): Promise<void> {
    const { t } = this.options;
    const report = this.reportOn(notebook);
    const told: string[] = [];
    const tell = (): void => void told.push(Notification.emit(t('The preview is made ready…'), 'in-progress'));
    const timer = setTimeout(tell, PATIENCE);
    const check = await report.run('preview');
    clearTimeout(timer);
    for (const id of told) Notification.dismiss(id);
    if (notebook.isDisposed) return;
    if (check?.assignment_id) this.open(check, check.assignment_id, notebook, report);
    else this.show(report, notebook);
  }

  private open({ report }: Check, assignment: string, notebook: NotebookView, beside: ReportPanel): void {
    if (this.preview?.assignment !== assignment) this.preview?.panel.dispose();
    this.preview?.panel.store?.reconnect(); // the connection that tells of what changed may not be open yet
    const panel = this.preview?.panel ?? this.practice(assignment, notebook);
    panel.title.label = this.options.t('Preview: %1', report?.assignments[0]?.title ?? nameOf(notebook));
    if (!panel.isAttached) this.put(panel, notebook, beside);
    bringToFront(this.options.app.shell, panel);
  }

  private practice(assignment: string, notebook: NotebookView): PracticePanel {
    const { app, notebooks, rendermime, languages, registry, beside, t } = this.options;
    const [course = '', only = ''] = assignment.split('/');
    const panel = new PracticePanel({
      host: beside ? 'side' : 'panel',
      settings: app.serviceManager.serverSettings,
      rendermime,
      languages,
      registry,
      commands: app.commands,
      menu: [],
      t,
      onChange: () => undefined,
      course,
      preview: {
        id: 'pyprac-preview',
        only,
        releasedAt: releaseOf(notebook),
        onUpdate: () => void this.previewOf(notebook),
      },
    });
    notebooks.belongs(panel, notebook);
    this.preview = { panel, assignment };
    panel.disposed.connect(() => {
      if (this.preview?.panel === panel) this.preview = null;
    });
    notebook.disposed.connect(() => panel.dispose());
    return panel;
  }

  private reportOn(notebook: NotebookView): ReportPanel {
    const known = this.reports.get(notebook);
    if (known !== undefined && !known.isDisposed) return known;
    const { app, notebooks, t } = this.options;
    const report = new ReportPanel({
      notebook,
      contents: app.serviceManager.contents,
      settings: app.serviceManager.serverSettings,
      t,
      onGo: () => bringToFront(app.shell, notebook),
      onPreview: () => void this.previewOf(notebook),
    });
    notebooks.belongs(report, notebook);
    this.reports.set(notebook, report);
    notebook.disposed.connect(() => report.dispose());
    return report;
  }

  private show(report: ReportPanel, notebook: NotebookView): void {
    if (!report.isAttached) this.put(report, notebook, this.preview?.panel ?? null);
    bringToFront(this.options.app.shell, report);
  }

  /** Beside the notebook; behind the other one of ours where that is there already. */
  private put(widget: Widget, notebook: NotebookView, other: Widget | null): void {
    const { app, beside } = this.options;
    if (beside) app.shell.add(widget, 'right');
    else if (other?.isAttached) app.shell.add(widget, 'main', { mode: 'tab-after', ref: other.id });
    else app.shell.add(widget, 'main', { mode: 'split-right', ref: notebook.id });
  }
}

/** When students will see the assignment; null where they may already. */
function releaseOf(notebook: NotebookView): number | null {
  const given = contentOf(notebook).metadata['pyprac'] as { released_at?: unknown } | undefined;
  const at = typeof given?.released_at === 'string' ? Date.parse(given.released_at) : Number.NaN;
  return at > Date.now() ? at : null;
}
