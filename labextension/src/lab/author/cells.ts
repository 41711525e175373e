/** The cells that a report is about: gone to, and marked. */
import type { CellView, NotebookView } from './notebooks';

const MARK = 'jp-PyPrac-marked';

export type Mark = 'error' | 'warning';

/** Marks the cells by their ids, and those alone. */
export function mark({ content }: NotebookView, marks: ReadonlyMap<string, Mark>): void {
  for (const { model, node } of content.widgets) {
    const found = marks.get(model.id);
    node.classList.toggle(MARK, found !== undefined);
    if (found === undefined) delete node.dataset['pyprac'];
    else node.dataset['pyprac'] = found;
  }
}

/** Scrolls to a cell, and selects a line of it (from 1) where one is named; false where the cell is gone. */
export async function goTo({ content }: NotebookView, id: string, line: number | null): Promise<boolean> {
  const index = content.widgets.findIndex(({ model }) => model.id === id);
  const cell = content.widgets[index];
  if (cell === undefined) return false;
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'center');
  await cell.ready;
  if (line !== null) {
    content.mode = 'edit';
    selectLine(cell, line - 1);
  }
  return true;
}

function selectLine({ editor }: CellView, line: number): void {
  const text = editor?.getLine(line);
  if (editor == null || text === undefined) return;
  editor.focus();
  editor.setSelection({ start: { line, column: 0 }, end: { line, column: text.length } });
  editor.revealPosition({ line, column: 0 });
}
