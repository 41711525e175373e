/** What the editor is made of that its host has at hand, or lets it have later. */
import type { Language } from '@codemirror/language';
import { createContext } from 'react';
import type { Comforts } from './comforts';

export interface EditorTools {
  /** Python's grammar; without it code has no colour. */
  readonly python: Language | null;
  /** Loads what one can begin without; null where it is out of reach. */
  readonly comforts: () => Promise<Comforts | null>;
}

/** Given by the host around the app. */
export const Tools = createContext<EditorTools>({ python: null, comforts: () => Promise.resolve(null) });
