/** Which part of Python gets which class; the colours are the host's (`--jp-mirror-editor-*`), in `styles/code.css`. */
import { tagHighlighter, tags } from '@lezer/highlight';

export const pythonHighlighter = tagHighlighter([
  { tag: tags.keyword, class: 'pp-c-keyword' },
  { tag: [tags.bool, tags.null, tags.self, tags.atom], class: 'pp-c-atom' },
  { tag: tags.number, class: 'pp-c-number' },
  { tag: [tags.string, tags.docString, tags.special(tags.string), tags.escape], class: 'pp-c-string' },
  { tag: tags.comment, class: 'pp-c-comment' },
  { tag: [tags.definition(tags.className), tags.function(tags.definition(tags.variableName))], class: 'pp-c-def' },
  { tag: [tags.propertyName, tags.function(tags.propertyName)], class: 'pp-c-property' },
  { tag: tags.derefOperator, class: 'pp-c-property' },
  { tag: [tags.operator, tags.definitionOperator], class: 'pp-c-operator' },
  { tag: tags.meta, class: 'pp-c-meta' },
  { tag: tags.punctuation, class: 'pp-c-punctuation' },
]);
