/** What the editor offers while one types: names in reach of the cursor, of the assignment, and Python's own. */
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionResult,
  type CompletionSource,
  completionStatus,
  selectedCompletionIndex,
  setSelectedCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type Command, type EditorView, keymap } from '@codemirror/view';
import { globalCompletion, localCompletionSource } from './sources';

/** Shorter beginnings of a name are offered nothing: nearly everything would fit. */
const LEAST = 2;
const MOST_SHOWN = 12;

const KEYWORDS =
  'and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  );

const BEGUN = /[\p{L}_][\p{L}\p{N}_]*$/u;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The names in a piece of Python, each once. */
export function namesIn(code: string): readonly string[] {
  const written = code.replace(/#.*|(["'])(?:\\.|(?!\1).)*\1/g, ' ');
  return [...new Set(written.match(NAME) ?? [])];
}

/** Offers completions; Enter stays a new line until one of them was chosen with the arrow keys. */
export function completion(names: readonly string[], whileTyping: boolean): Extension {
  return [
    autocompletion({
      override: [source(names)],
      activateOnTyping: whileTyping,
      selectOnOpen: false,
      interactionDelay: 0,
      icons: false,
      maxRenderedOptions: MOST_SHOWN,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptFirst }])),
  ];
}

/** Tab takes what was chosen, or else the first that is offered. */
const acceptFirst: Command = (view: EditorView) => {
  if (completionStatus(view.state) !== 'active') return false;
  if (selectedCompletionIndex(view.state) === null) view.dispatch({ effects: setSelectedCompletion(0) });
  return acceptCompletion(view);
};

function source(names: readonly string[]): CompletionSource {
  return async (context) => {
    const begun = context.matchBefore(BEGUN);
    if (!context.explicit && (begun?.text.length ?? 0) < LEAST) return null;
    // Where Python's own names have no place (in a string, a comment, after a dot), no name has.
    const python = await globalCompletion(context);
    if (python === null) return null;
    const local = localCompletionSource(context);
    const found = [...labels(local), ...names, ...KEYWORDS, ...labels(python)];
    const options = fitting(found, begun?.text ?? '');
    return options.length === 0 ? null : { from: begun?.from ?? context.pos, options, filter: false };
  };
}

/** Labels alone: a word is completed, and no template is written that a beginner did not ask for. */
function labels(result: CompletionResult | null): readonly string[] {
  return result?.options.map((option) => option.label) ?? [];
}

/** Those that begin like what is written, each once, those in the same case first; what is written in full needs no offer. */
function fitting(found: readonly string[], begun: string): readonly Completion[] {
  const start = begun.toLowerCase();
  const fit = [...new Set(found)].filter((each) => each.toLowerCase().startsWith(start) && each !== begun);
  const exact = (label: string): number => (label.startsWith(begun) ? 0 : 1);
  return fit.sort((one, other) => exact(one) - exact(other)).map((label) => ({ label }));
}
