/** What the editor gets once it is there: names to complete, brackets that close, and a search. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Preferences } from '../preferences';
import type { Translate } from '../types';
import { completion, namesIn } from './completion';
import { searching } from './search';

export interface Wishes {
  readonly preferences: Preferences;
  /** Code whose names are offered while one types. */
  readonly hints: string;
  readonly t: Translate;
}

export type Comforts = (wishes: Wishes) => Extension;

/** The comforts, as far as they are wished for. */
export const comforts: Comforts = ({ preferences, hints, t }) => [
  completion(namesIn(hints), preferences.completeWhileTyping),
  preferences.closeBrackets ? [closeBrackets(), Prec.high(keymap.of(closeBracketsKeymap))] : [],
  searching(t),
];
