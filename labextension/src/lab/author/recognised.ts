/** Whether a notebook is an assignment: looked at for every notebook that is opened. */
import type { INotebookContent } from '@jupyterlab/nbformat';

/** The first line of a cell that has a role, as the service reads it. */
const ROLE = /^#\s?\|\s*(starter|solution|setup|(hidden\s+)?tests|hint|wrong\s.*)\s*$/i;
const ROLE_TAG = /^(starter|solution|setup|(hidden[-_ ])?tests|hint|wrong[-_ ].*)$/i;
/** What cells of Otter's notebooks hold. */
const OTTER = /^\s*(#|"""|```)?\s*(ASSIGNMENT CONFIG|BEGIN QUESTION)/im;

type Cell = INotebookContent['cells'][number];

export function sourceOf({ source }: Cell): string {
  return Array.isArray(source) ? source.join('') : source;
}

/** Whether it is written as an assignment, ours or another tool's, with faults or without. */
export function isAssignment({ cells, metadata }: INotebookContent): boolean {
  if ('pyprac' in metadata || 'otter' in metadata) return true;
  return cells.some((cell) => {
    const tags: unknown = cell.metadata.tags;
    const named = Array.isArray(tags) && tags.some((tag) => ROLE_TAG.test(String(tag)));
    const source = sourceOf(cell);
    return (
      named ||
      'nbgrader' in cell.metadata ||
      ROLE.test(source.trimStart().split('\n', 1)[0] ?? '') ||
      OTTER.test(source)
    );
  });
}
