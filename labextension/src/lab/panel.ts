/** The place of the practice: a tab of the main area, or the side bar of Notebook 7. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ServerConnection } from '@jupyterlab/services';
import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Command } from '../app/keys';
import type { Host, Translate } from '../app/types';
import type { PracticeStore } from '../state/store';
import type { Mounted } from './mount';

export interface PanelOptions {
  /** The course by its slug; null for the one there is, or the one looked at last. */
  readonly course: string | null;
  readonly host: Host;
  readonly settings: ServerConnection.ISettings;
  readonly rendermime: IRenderMimeRegistry;
  readonly commands: CommandRegistry;
  readonly t: Translate;
}

export class PracticePanel extends Widget {
  private begun = false;
  private mounted: Mounted | null = null;

  constructor(private readonly options: PanelOptions) {
    super();
    this.addClass('jp-PyPrac');
    this.node.tabIndex = -1;
  }

  /** The practice, once it was looked at. */
  get store(): PracticeStore | null {
    return this.mounted?.store ?? null;
  }

  /** Has the app do what one of its keys does. */
  carryOut(command: Command): void {
    this.mounted?.carryOut(command);
  }

  override dispose(): void {
    this.mounted?.dispose();
    this.mounted = null;
    super.dispose();
  }

  protected override onBeforeShow(message: Message): void {
    super.onBeforeShow(message);
    void this.begin();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) void this.begin();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    if (this.node.contains(document.activeElement)) return;
    this.node.focus();
    this.focusEditor();
  }

  private async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const mounted = await this.load();
    if (mounted === null) return;
    this.mounted = mounted;
    const stop = mounted.store.subscribe(() => {
      if (mounted.store.getSnapshot().load.kind !== 'ready') return;
      stop();
      requestAnimationFrame(() => this.focusEditor());
    });
  }

  /** Null where the panel was closed meanwhile, or the code is gone: the server was upgraded since the page was opened. */
  private async load(): Promise<Mounted | null> {
    try {
      const { mount } = await import('./mount');
      return this.isDisposed ? null : mount(this.node, this.options);
    } catch (error) {
      console.error(error);
      this.node.textContent = this.options.t('The practice could not be loaded. Reload the page to try again.');
      return null;
    }
  }

  /** Puts the cursor where one writes, as long as the person has gone nowhere else. */
  private focusEditor(): void {
    const { activeElement } = document;
    const stayed = activeElement === document.body || activeElement === this.node;
    if (stayed && this.isVisible) this.node.querySelector<HTMLElement>('.cm-content')?.focus();
  }
}
