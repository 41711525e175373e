/** The editor's extensions: Python as a beginner needs it, and nothing that stands in the way. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit, type Language, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { pythonHighlighter } from './highlight';
import type { Translate } from '../types';
import type { Comforts, Wishes } from './comforts';
import { stepOut } from './indent';
import { lensExtension } from './mark';

/** What a person can choose: exchanged by `choice.reconfigure(chosen(...))`. */
export const choice = new Compartment();

/** The extensions that follow the preferences, with the comforts once they are there. */
export function chosen(wishes: Wishes, comforts: Comforts | null): Extension {
  const { wrapLines, tabIndents } = wishes.preferences;
  return [
    comforts?.(wishes) ?? [],
    wrapLines ? EditorView.lineWrapping : [],
    tabIndents ? keymap.of([indentWithTab]) : [],
  ];
}

export interface Setup {
  readonly t: Translate;
  readonly python: Language | null;
  /** The id of the lens, and of the text that tells how to leave the editor. */
  readonly lensId: string;
  readonly helpId: string;
  readonly onChange: (code: string) => void;
  /** Where what floats beside the cursor is put: the editor alone may be too low for it. */
  readonly floats: HTMLElement;
}

/** In a cell the action bar lies over the lower edge of what the notebook shows: the cursor stays above it. */
function covered(view: EditorView): { readonly bottom: number } {
  const bar = view.dom.closest('[data-host="cell"]')?.querySelector('.pp-actions');
  return { bottom: bar?.clientHeight ?? 0 };
}

/** All extensions that nobody chooses; Escape, then Tab always leaves (CodeMirror's own). */
export function extensions({ t, python, lensId, helpId, onChange, floats }: Setup): Extension {
  return [
    lensExtension(lensId, helpId),
    lineNumbers(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of('    '),
    indentOnInput(),
    stepOut(),
    python ?? [],
    syntaxHighlighting(pythonHighlighter),
    bracketMatching(),
    highlightActiveLine(),
    choice.of([]),
    tooltips({ parent: floats }),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.scrollMargins.of(covered),
    EditorView.contentAttributes.of({
      'aria-label': t('Code editor, Python'),
      // An editable element has the focus anyway; checkers of accessibility want to read it.
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => one.isUserEvent('set'))) {
        onChange(update.state.doc.toString());
      }
    }),
  ];
}
