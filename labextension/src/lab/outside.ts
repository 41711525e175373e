/** How far one has come, where one sees it without opening the practice: in the launcher and in the status bar. */
import type { ILauncher } from '@jupyterlab/launcher';
import type { IStatusBar } from '@jupyterlab/statusbar';
import type { Translate } from '../app/types';
import type { PracticeState } from '../state/model';
import { progressOf, Remembered } from '../state/progress';
import { cardLabel, putUp } from './card';
import { PLUGIN } from './ids';
import { ScoreItem } from './status';

export class Outside {
  private readonly memory: Remembered;
  private readonly score: ScoreItem;
  private putCardUp: (() => void) | null = null;

  constructor(
    private readonly t: Translate,
    baseUrl: string,
    open: () => void,
  ) {
    this.memory = new Remembered(baseUrl);
    this.score = new ScoreItem(t, open);
  }

  /** What is known from the last time: nothing is asked for it. */
  readonly label = (): string => cardLabel(this.t, this.memory.read());

  inLauncher(launcher: ILauncher, category: string): void {
    this.putCardUp = putUp(launcher, category);
  }

  inStatusBar(bar: IStatusBar): void {
    bar.registerStatusItem(PLUGIN, this.score);
  }

  /** Tells what has changed in the practice. */
  readonly tell = (state: PracticeState): void => {
    const progress = progressOf(state);
    if (progress === null) return;
    this.score.tell(progress);
    if (this.memory.write(progress)) this.putCardUp?.();
  };
}
