import { undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { act, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { type Preferences, USUAL } from '../preferences';
import { plain } from '../phrase';
import type { Lens } from '../result/lens';
import { untranslated as t } from '../types';
import { CodeEditor, type EditorHandle } from './CodeEditor';

const CODE = 'def f(x):\n    return x + 1\n\nprint(f(1))\n';
const LENS: Lens = { key: 'one', code: CODE, line: 2, tone: 'bad', words: plain('It came from here.') };

interface Props {
  readonly name?: string;
  readonly code?: string;
  readonly lens?: Lens | null;
  readonly preferences?: Preferences;
  readonly hints?: string;
}

function show(props: Props = {}) {
  const onChange = vi.fn<(code: string) => void>();
  const handle = createRef<EditorHandle>();
  const editor = ({ name = 'a', code = CODE, lens = null, preferences = USUAL, hints = '' }: Props) => (
    <CodeEditor
      name={name}
      code={code}
      lens={lens}
      preferences={preferences}
      hints={hints}
      visible
      t={t}
      onChange={onChange}
      handle={handle}
    />
  );
  const { rerender } = render(editor(props));
  const view = EditorView.findFromDOM(screen.getByRole('textbox')) as EditorView;
  const type = (from: number, insert: string, to = from): void =>
    act(() => view.dispatch({ changes: { from, to, insert }, userEvent: 'input.type' }));
  return {
    view,
    onChange,
    handle,
    type,
    text: () => view.state.doc.toString(),
    show: (next: Props) => rerender(editor(next)),
  };
}

const lens = (): HTMLElement | null => screen.queryByRole('note');

describe('documents', () => {
  it('tell every edit once and take no echo for an edit from outside', () => {
    const editor = show();
    editor.type(0, '#');
    editor.type(1, '!');
    editor.show({ code: `#${CODE}` });
    expect(editor.text()).toBe(`#!${CODE}`);
    editor.show({ code: `#!${CODE}` });
    expect(editor.text()).toBe(`#!${CODE}`);
    expect(editor.onChange.mock.calls).toEqual([[`#${CODE}`], [`#!${CODE}`]]);
  });

  it('take code from outside, which can be undone, and do not tell it back', () => {
    const editor = show();
    editor.show({ code: 'restored' });
    expect(editor.text()).toBe('restored');
    expect(editor.onChange).not.toHaveBeenCalled();
    act(() => void undo(editor.view));
    expect(editor.text()).toBe(CODE);
    expect(editor.onChange).toHaveBeenCalledWith(CODE);
  });

  it('take code from outside that is the same as an earlier one', () => {
    const editor = show();
    editor.type(0, '#');
    editor.show({ code: `#${CODE}` });
    editor.show({ code: CODE });
    expect(editor.text()).toBe(CODE);
    editor.show({ code: `#${CODE}` });
    expect(editor.text()).toBe(`#${CODE}`);
  });

  it('keep their own undo history while another one is shown', () => {
    const editor = show();
    editor.type(0, '#');
    editor.show({ name: 'b', code: 'other' });
    expect(editor.text()).toBe('other');
    act(() => void undo(editor.view));
    expect(editor.text()).toBe('other');
    editor.show({ name: 'a', code: `#${CODE}` });
    act(() => void undo(editor.view));
    expect(editor.text()).toBe(CODE);
  });

  it('treat all line ends alike', () => {
    const editor = show({ code: 'a\r\nb' });
    editor.show({ code: 'a\nb' });
    expect(editor.text()).toBe('a\nb');
    expect(editor.onChange).not.toHaveBeenCalled();
  });
});

describe('the marked line', () => {
  it('stands with its words below, and describes the editor', () => {
    show({ lens: LENS });
    expect(document.querySelector('.cm-line.pp-marked')?.textContent).toBe('    return x + 1');
    expect(lens()?.textContent).toBe('It came from here.');
    expect(screen.getByRole('textbox').getAttribute('aria-describedby')).toContain(lens()?.id);
  });

  it('stays while other lines are edited, and goes with an edit of its own', () => {
    const editor = show({ lens: LENS });
    editor.type(0, '# first\n');
    expect(document.querySelector('.cm-line.pp-marked')?.textContent).toBe('    return x + 1');
    editor.type(editor.text().indexOf('x + 1'), 'y');
    expect(lens()).toBeNull();
  });

  it('does not come back for the same verdict, and does for the next one', () => {
    const editor = show({ lens: LENS });
    editor.type(CODE.indexOf('x + 1'), 'y');
    editor.show({ code: editor.text(), lens: { ...LENS } });
    expect(lens()).toBeNull();
    editor.show({ code: editor.text(), lens: { ...LENS, key: 'two', code: editor.text() } });
    expect(lens()).not.toBeNull();
  });

  it('is not drawn on code it was not found in', () => {
    show({ code: 'something else\nentirely\n', lens: LENS });
    expect(lens()).toBeNull();
  });

  it('goes when there is no verdict any more', () => {
    const editor = show({ lens: LENS });
    editor.show({ lens: null });
    expect(lens()).toBeNull();
  });

  it('is still there after a look at another assignment', () => {
    const editor = show({ lens: LENS });
    editor.show({ name: 'b', code: 'other', lens: null });
    expect(lens()).toBeNull();
    editor.show({ name: 'a', lens: LENS });
    expect(lens()).not.toBeNull();
  });
});

describe('going to a line', () => {
  it('puts the cursor there, and never beyond the end', () => {
    const editor = show();
    act(() => editor.handle.current?.goTo(2, true));
    expect(editor.view.state.doc.lineAt(editor.view.state.selection.main.head).number).toBe(2);
    act(() => editor.handle.current?.goTo(99, true));
    expect(editor.view.state.selection.main.head).toBe(CODE.length);
  });
});
