import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Widget } from '@lumino/widgets';

/** Brings a widget to the front. The shell of Notebook 7.4 closes what is open when it is asked to activate it. */
export function bringToFront(shell: JupyterFrontEnd.IShell, widget: Widget): void {
  if (widget.isVisible) widget.activate();
  else shell.activateById(widget.id);
}
