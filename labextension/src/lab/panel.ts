/** The place of the practice: a tab of the main area, or the side bar of Notebook 7. */
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ServerConnection } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { CommandRegistry } from '@lumino/commands';
import { PromiseDelegate } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Command } from '../app/keys';
import type { MenuItem } from '../app/Menu';
import type { Host, Translate } from '../app/types';
import type { PracticeState } from '../state/model';
import type { PracticeStore } from '../state/store';
import { icon } from './icon';
import type { Mounted } from './mount';
import { labTools } from './tools';

/** The panel's id in the shell. */
export const PANEL = 'pyprac';

/** What to show, where something in particular was asked for: slug of a course, id of an assignment. */
export interface Wanted {
  readonly course?: string;
  readonly assignment?: string;
}

export interface PanelOptions extends Wanted {
  readonly host: Host;
  readonly settings: ServerConnection.ISettings;
  readonly rendermime: IRenderMimeRegistry;
  readonly languages: IEditorLanguageRegistry;
  readonly registry: ISettingRegistry | null;
  readonly commands: CommandRegistry;
  readonly menu: readonly MenuItem[];
  readonly t: Translate;
  /** Told whenever something has changed in the practice. */
  readonly onChange: (state: PracticeState) => void;
  /** Where it is the preview of an assignment, which is then shown alone. */
  readonly preview?: Preview;
}

export interface Preview {
  readonly id: string;
  /** The slug of the assignment. */
  readonly only: string;
  /** When students see it, in milliseconds since 1970; null where they do already. */
  readonly releasedAt: number | null;
  /** Brings what is in the notebook now. */
  readonly onUpdate: () => void;
}

export class PracticePanel extends Widget {
  private begun = false;
  private mounted: Mounted | null = null;
  private wanted: string | undefined;
  private readonly loaded = new PromiseDelegate<PracticeStore>();

  constructor(private readonly options: PanelOptions) {
    super();
    this.wanted = options.assignment;
    this.addClass('jp-PyPrac');
    this.id = options.preview?.id ?? PANEL;
    this.title.icon = icon;
    this.title.closable = true;
    this.node.tabIndex = -1;
  }

  /** The practice, once it was looked at. */
  get store(): PracticeStore | null {
    return this.mounted?.store ?? null;
  }

  /** The practice, once its course is there. */
  get ready(): Promise<PracticeStore> {
    return this.loaded.promise;
  }

  /** Has the app do what one of its keys does. */
  carryOut(command: Command): void {
    this.mounted?.carryOut(command);
  }

  /** Goes to an assignment by its id; at once, or as soon as somebody looks. */
  find(assignmentId: string): void {
    this.wanted = assignmentId;
    this.store?.find(assignmentId);
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
    const { store } = mounted;
    store.subscribe(() => this.options.onChange(store.getSnapshot()));
    const stop = store.subscribe(() => {
      if (store.getSnapshot().load.kind !== 'ready') return;
      stop();
      this.loaded.resolve(store);
      requestAnimationFrame(() => this.focusEditor());
    });
  }

  /** Null where the panel was closed meanwhile, or the code is gone: the server was upgraded since the page was opened. */
  private async load(): Promise<Mounted | null> {
    try {
      const [{ mount }, tools] = await Promise.all([import('./mount'), labTools(this.options.languages)]);
      if (this.isDisposed) return null;
      const asked = this.wanted === undefined ? {} : { assignment: this.wanted };
      return mount(this.node, { ...this.options, ...asked, tools });
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
    if (stayed && this.isVisible) this.focus('.cm-content');
    // In a narrow panel it is behind a tab; keys of the practice work in the practice alone.
    if (document.activeElement === this.node) this.focus('[role="tab"][aria-selected="true"]');
  }

  private focus(selector: string): void {
    this.node.querySelector<HTMLElement>(selector)?.focus();
  }
}
