/** The names to complete that CodeMirror knows of; `scripts/lib.mjs` takes them from their package without its grammar. */
export { globalCompletion, localCompletionSource } from '@codemirror/lang-python';
