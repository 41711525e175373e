/** The score in the status bar, which opens the practice. */
import type { IStatusBar } from '@jupyterlab/statusbar';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { Translate } from '../app/types';
import { POINTS, type Progress } from '../state/progress';
import { icon } from './icon';

/** Nothing is shown before a course is known. */
export class ScoreItem extends Widget implements Omit<IStatusBar.IItem, 'item'> {
  readonly item = this;
  readonly align = 'left';
  readonly rank = 10;
  readonly activeStateChanged = new Signal<this, void>(this);
  private readonly text: HTMLElement;
  private readonly button: HTMLButtonElement;
  private progress: Progress | null = null;

  constructor(
    private readonly t: Translate,
    open: () => void,
  ) {
    super();
    this.addClass('jp-mod-highlighted');
    this.button = this.node.appendChild(document.createElement('button'));
    this.button.className = 'jp-PyPrac-score';
    this.button.addEventListener('click', open);
    icon.element({ container: this.button.appendChild(document.createElement('span')), height: '14px', width: '14px' });
    this.text = this.button.appendChild(document.createElement('span'));
  }

  readonly isActive = (): boolean => this.progress !== null;

  /** Shows the score. */
  tell(progress: Progress): void {
    const total = POINTS * progress.total;
    const text = `${progress.score}/${total}`;
    if (this.text.textContent === text) return;
    this.progress = progress;
    this.text.textContent = text;
    const words = this.t('Practice: %1 of %2 points', progress.score, total);
    this.button.title = words;
    this.button.setAttribute('aria-label', words);
    this.activeStateChanged.emit();
  }
}
