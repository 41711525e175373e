/** The editor's extensions: Python as a beginner needs it, and nothing that stands in the way. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
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
import type { Preferences } from '../preferences';
import type { Translate } from '../types';
import { completion } from './completion';
import { stepOut } from './indent';
import { lensExtension } from './mark';
import { searching } from './search';

/** What a person can choose: exchanged by `choice.reconfigure(chosen(...))`. */
export const choice = new Compartment();

/** The extensions that follow the preferences; `names` are those of the assignment. */
export function chosen(preferences: Preferences, names: readonly string[]): Extension {
  const { wrapLines, closeBrackets: closes, completeWhileTyping, tabIndents } = preferences;
  return [
    completion(names, completeWhileTyping),
    wrapLines ? EditorView.lineWrapping : [],
    closes ? [closeBrackets(), Prec.high(keymap.of(closeBracketsKeymap))] : [],
    tabIndents ? keymap.of([indentWithTab]) : [],
  ];
}

export interface Setup {
  readonly t: Translate;
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
export function extensions({ t, lensId, helpId, onChange, floats }: Setup): Extension {
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
    python(),
    syntaxHighlighting(pythonHighlighter),
    bracketMatching(),
    highlightActiveLine(),
    searching(t),
    tooltips({ parent: floats }),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    choice.of([]),
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
