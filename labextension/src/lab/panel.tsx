/** The practice in a tab of the main area, or in the side bar of Notebook 7. */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { type ReactElement, useSyncExternalStore } from 'react';
import { PracticeApp } from '../app/PracticeApp';
import type { Host, MarkdownRenderer, Translate } from '../app/types';
import type { PracticeState } from '../state/model';
import type { PracticeStore } from '../state/store';
import { boundKeys } from './keys';

export interface PanelOptions {
  readonly store: PracticeStore;
  readonly host: Host;
  readonly renderMarkdown: MarkdownRenderer;
  readonly t: Translate;
  readonly commands: CommandRegistry;
}

export class PracticePanel extends ReactWidget {
  private started = false;
  /** Who opened the practice by keyboard is in the editor as soon as there is one, unless they went elsewhere meanwhile. */
  private readonly awaitEditor = new MutationObserver(() => {
    const { activeElement } = document;
    const stayed = activeElement === document.body || this.node.contains(activeElement);
    if (this.focusEditor(stayed)) this.awaitEditor.disconnect();
  });

  constructor(private readonly options: PanelOptions) {
    super();
    this.addClass('jp-PyPrac');
  }

  get actions(): PracticeStore {
    return this.options.store;
  }

  get state(): PracticeState {
    return this.options.store.getSnapshot();
  }

  override dispose(): void {
    this.awaitEditor.disconnect();
    if (!this.isDisposed) this.options.store.dispose();
    super.dispose();
  }

  /** Nothing is asked of the server before somebody looks. */
  protected override onBeforeShow(message: Message): void {
    super.onBeforeShow(message);
    this.begin();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) this.begin();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.begin();
    this.awaitEditor.disconnect();
    if (!this.focusEditor(true)) this.awaitEditor.observe(this.node, { childList: true, subtree: true });
  }

  protected override render(): ReactElement {
    return <Panel {...this.options} />;
  }

  /** Whether the editor is there; it gets the focus where it is `wanted`. */
  private focusEditor(wanted: boolean): boolean {
    const editor = this.node.querySelector<HTMLElement>('.cm-content');
    if (wanted) editor?.focus();
    return editor !== null;
  }

  private begin(): void {
    if (this.started) return;
    this.started = true;
    this.options.store.start();
  }
}

function Panel({ store, host, renderMarkdown, t, commands }: PanelOptions): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return (
    <PracticeApp
      state={state}
      actions={store}
      host={host}
      renderMarkdown={renderMarkdown}
      t={t}
      keys={boundKeys(commands)}
    />
  );
}
