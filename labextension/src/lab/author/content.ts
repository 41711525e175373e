/** What of a notebook's content, as its editor holds it, is sent. */
import type { INotebookContent } from '@jupyterlab/nbformat';
import { sourceOf } from './recognised';

/** No output that tests are compared with is longer than this (characters). */
const LONGEST = 64 * 1024;

type Output = Readonly<Record<string, unknown>>;

/** The notebook with its outputs as plain text alone: pictures and widgets in them say nothing about an assignment. */
export function slim(content: INotebookContent): object {
  const cells = content.cells.map((cell) =>
    Array.isArray(cell['outputs']) ? { ...cell, outputs: (cell['outputs'] as Output[]).flatMap(plain) } : cell,
  );
  return { ...content, cells };
}

function plain(output: Output): Output[] {
  if (output['output_type'] === 'stream') return [{ ...output, text: cut(output['text']) }];
  const data = output['data'] as Output | undefined;
  const text = data?.['text/plain'];
  return text === undefined ? [] : [{ ...output, data: { 'text/plain': cut(text) }, metadata: {} }];
}

function cut(text: unknown): string {
  return (Array.isArray(text) ? text.join('') : String(text)).slice(0, LONGEST);
}

/** What an assignment is made of: a notebook in which it is the same was not edited, however often it ran. */
export function essenceOf({ cells, metadata }: INotebookContent): string {
  const parts = cells.map((cell) => [cell.cell_type, sourceOf(cell), cell.metadata.tags, cell.metadata['nbgrader']]);
  return JSON.stringify([metadata['pyprac'], parts]);
}

/** All that is written in the notebook, where names of files beside it may stand. */
export function wordsOf({ cells, metadata }: INotebookContent): string {
  return [JSON.stringify(metadata), ...cells.map(sourceOf)].join('\n');
}
