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

  constructor(private readonly options: PanelOptions) {
    super();
    this.addClass('jp-PyPrac');
    this.node.tabIndex = -1;
  }

  get actions(): PracticeStore {
    return this.options.store;
  }

  get state(): PracticeState {
    return this.options.store.getSnapshot();
  }

  override dispose(): void {
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
    this.node.focus();
    this.focusEditor();
  }

  protected override render(): ReactElement {
    return <Panel {...this.options} />;
  }

  private begin(): void {
    if (this.started) return;
    this.started = true;
    const { store } = this.options;
    const stop = store.subscribe(() => {
      if (store.getSnapshot().load.kind !== 'ready') return;
      stop();
      requestAnimationFrame(() => this.focusEditor());
    });
    store.start();
  }

  /** Puts the cursor where one writes, as long as the person has gone nowhere else. */
  private focusEditor(): void {
    const { activeElement } = document;
    const stayed = activeElement === document.body || activeElement === this.node;
    if (stayed && this.isVisible) this.node.querySelector<HTMLElement>('.cm-content')?.focus();
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
