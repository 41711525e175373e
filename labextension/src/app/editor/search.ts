/** Finding text inside the editor: Ctrl+F there, and nowhere else. */
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Translate } from '../types';

/** The search of the editor, in the person's language. */
export function searching(t: Translate): Extension {
  return [search({ top: true }), keymap.of(searchKeymap), EditorState.phrases.of(phrases(t))];
}

function phrases(t: Translate): Record<string, string> {
  return {
    Find: t('Find'),
    Replace: t('Replace'),
    next: t('Next'),
    previous: t('Previous'),
    all: t('All'),
    'match case': t('Match case'),
    regexp: t('Pattern'),
    replace: t('Replace'),
    'replace all': t('Replace all'),
    close: t('Close'),
    'Go to line': t('Go to line'),
    go: t('Go'),
    'current match': t('current match'),
    'replaced $ matches': t('$ matches replaced'),
    'replaced match on line $': t('match on line $ replaced'),
    'on line': t('on line'),
    Completions: t('Completions'),
  };
}
