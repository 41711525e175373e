/** The editor's tools in JupyterLab: Python's grammar is its own, the comforts come after the first paint. */
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { EditorTools } from '../app/editor/tools';

export async function labTools(languages: IEditorLanguageRegistry): Promise<EditorTools> {
  const python = await orNothing(languages.getLanguage('python'));
  return {
    python: python?.support?.language ?? null,
    comforts: async () => (await orNothing(import('../app/editor/comforts')))?.comforts ?? null,
  };
}

/** One can write without either: what is missing is told to the console alone. */
function orNothing<T>(loading: Promise<T>): Promise<T | null> {
  return loading.catch((error: unknown) => {
    console.error(error);
    return null;
  });
}
