/** The editor's tools in a cell: Python's grammar comes with it, the comforts are fetched after the first paint. */
import { pythonLanguage } from '@codemirror/lang-python';
import { file, lent } from 'pyprac:comforts';
import type { Comforts } from '../app/editor/comforts';
import type { EditorTools } from '../app/editor/tools';
import { fetched } from './server';

interface Borrower {
  readonly default: (packages: typeof lent) => { readonly comforts: Comforts };
}

export const TOOLS: EditorTools = {
  python: pythonLanguage,
  comforts: async () => (await fetched<Borrower>(file))?.default(lent).comforts ?? null,
};
