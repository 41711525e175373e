/** The notebooks that are open, with the little of them that is used here. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { Widget } from '@lumino/widgets';

export interface CellView extends Widget {
  readonly model: { readonly id: string };
  /** Null before the cell was near the screen. */
  readonly editor: CodeEditor.IEditor | null;
  readonly ready: Promise<void>;
}

/** The part of JupyterLab's `Notebook` that is used: to depend on all of it would bring forty packages along. */
interface NotebookContent extends Widget {
  readonly widgets: readonly CellView[];
  activeCellIndex: number;
  mode: 'command' | 'edit';
  scrollToItem(index: number, align?: 'auto' | 'smart' | 'center'): Promise<void>;
}

export type NotebookView = IDocumentWidget<NotebookContent>;

/** What the notebook holds as it is in the editor, saved or not. */
export function contentOf(notebook: NotebookView): INotebookContent {
  return notebook.context.model.toJSON() as INotebookContent;
}

export function nameOf({ context }: NotebookView): string {
  return context.path.split(/[/:]/).at(-1) ?? '';
}

export class Notebooks {
  private readonly open = new Set<Widget>();
  private readonly beside = new WeakMap<Widget, NotebookView>();

  constructor(private readonly shell: JupyterFrontEnd.IShell) {}

  /** Calls back for every notebook that is opened from now on. */
  follow(registry: DocumentRegistry, opened: (notebook: NotebookView) => void): void {
    registry.addWidgetExtension('Notebook', {
      createNew: (widget) => {
        const notebook = widget as unknown as NotebookView;
        this.open.add(notebook);
        notebook.disposed.connect(() => this.open.delete(notebook));
        opened(notebook);
        return undefined;
      },
    });
  }

  /** Remembers to which notebook a report or a preview belongs. */
  belongs(widget: Widget, notebook: NotebookView): void {
    this.beside.set(widget, notebook);
  }

  /** The notebook in front, or the one whose report or preview is in front. */
  current(): NotebookView | null {
    const { currentWidget } = this.shell;
    if (currentWidget === null) return null;
    if (this.open.has(currentWidget)) return currentWidget as unknown as NotebookView;
    const notebook = this.beside.get(currentWidget);
    return notebook === undefined || notebook.isDisposed ? null : notebook;
  }
}
