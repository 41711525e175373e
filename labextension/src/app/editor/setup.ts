/** The editor's extensions: Python as a beginner needs it, and nothing that stands in the way. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { pythonHighlighter } from './highlight';
import { lensExtension } from './mark';

/** Lines wrap where there is little room: switched by `wrapping.reconfigure`. */
export const wrapping = new Compartment();

export interface Setup {
  readonly label: string;
  /** The id of the lens, and of the text that tells how to leave the editor. */
  readonly lensId: string;
  readonly helpId: string;
  readonly onChange: (code: string) => void;
}

/** In a cell the action bar lies over the lower edge of what the notebook shows: the cursor stays above it. */
function covered(view: EditorView): { readonly bottom: number } {
  const bar = view.dom.closest('[data-host="cell"]')?.querySelector('.pp-actions');
  return { bottom: bar?.clientHeight ?? 0 };
}

/** All extensions; Escape, then Tab leaves (CodeMirror's own), Tab alone indents. */
export function extensions({ label, lensId, helpId, onChange }: Setup): Extension {
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
    python(),
    syntaxHighlighting(pythonHighlighter),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
    wrapping.of([]),
    EditorView.scrollMargins.of(covered),
    EditorView.contentAttributes.of({
      'aria-label': label,
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
