/** Indentation after the statements that end a block: the next line belongs to the block around it. */
import { indentService, indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

const ENDS_A_BLOCK = /^\s+(return|pass|break|continue|raise)\b/;

/** One step out after `return` and its like, where Enter is pressed at the end of the whole statement. */
export function stepOut(): Extension {
  return indentService.of((context, at) => {
    const { state } = context;
    const line = state.doc.lineAt(at);
    const { text } = line;
    if (context.simulatedBreak !== at || text.slice(at - line.from).trim() !== '') return undefined;
    if (!ENDS_A_BLOCK.test(text) || goesOn(text)) return undefined;
    return Math.max(0, context.lineIndent(at, -1) - state.facet(indentUnit).length);
  });
}

/** Whether a bracket is open at the end of the line, or a backslash carries it on. */
function goesOn(text: string): boolean {
  const code = text.replace(/(["'])(?:\\.|(?!\1).)*\1|#.*$/g, '');
  const count = (signs: RegExp): number => code.match(signs)?.length ?? 0;
  return count(/[([{]/g) > count(/[)\]}]/g) || code.trimEnd().endsWith('\\');
}
