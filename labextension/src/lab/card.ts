/** The launcher's card, which carries the progress. */
import type { ILauncher } from '@jupyterlab/launcher';
import type { IDisposable } from '@lumino/disposable';
import type { Translate } from '../app/types';
import type { Progress } from '../state/progress';
import { IDS } from './ids';

/** The words of the card; before anything was practised, the name alone. */
export function cardLabel(t: Translate, progress: Progress | null): string {
  if (progress === null || progress.total === 0) return t('Practice Python');
  return t('Practice Python · %1 of %2 solved', progress.solved, progress.total);
}

/** Puts the card up, and returns what puts it up anew: a launcher reads a label only once. */
export function putUp(launcher: ILauncher, category: string): () => void {
  const add = (): IDisposable => launcher.add({ command: IDS.open, category, rank: 0 });
  let card = add();
  return () => {
    card.dispose();
    card = add();
  };
}
