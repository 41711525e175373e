/** The one panel of a page: where it is put, and the practice in it. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Command } from '../app/keys';
import type { PracticeStore } from '../state/store';
import type { Practice } from './commands';
import { bringToFront } from './front';
import type { PracticePanel, Wanted } from './panel';

export class Place implements Practice {
  private panel: PracticePanel | null = null;

  constructor(
    private readonly shell: JupyterFrontEnd.IShell,
    private readonly area: 'main' | 'right',
    private readonly make: (wanted: Wanted) => PracticePanel,
  ) {}

  get store(): PracticeStore | null {
    return this.panel?.store ?? null;
  }

  ready(): Promise<PracticeStore> {
    return this.show({}).ready;
  }

  carryOut(command: Command): void {
    if (this.panel === null) return;
    bringToFront(this.shell, this.panel);
    this.panel.carryOut(command);
  }

  /** Puts the panel where it belongs, without looking at it. */
  put(wanted: Wanted = {}): PracticePanel {
    if (this.panel === null) {
      this.panel = this.make(wanted);
      this.panel.disposed.connect(() => (this.panel = null));
    } else if (wanted.assignment !== undefined) {
      this.panel.find(wanted.assignment);
    } else if (wanted.course !== undefined) {
      this.store?.choose(wanted.course);
    }
    if (!this.panel.isAttached) this.shell.add(this.panel, this.area);
    return this.panel;
  }

  /** Opens the panel, or brings the open one to the front. */
  show(wanted: Wanted): PracticePanel {
    const panel = this.put(wanted);
    bringToFront(this.shell, panel);
    return panel;
  }
}
