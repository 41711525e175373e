import { completionStatus, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { toggleComment } from '@codemirror/commands';
import { forceParsing } from '@codemirror/language';
import { searchPanelOpen } from '@codemirror/search';
import { EditorView, runScopeHandlers } from '@codemirror/view';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { TOOLS } from '../fixtures/tools';
import { type Preferences, USUAL } from '../preferences';
import { untranslated as t } from '../types';
import { CodeEditor, type EditorHandle } from './CodeEditor';
import { namesIn } from './completion';
import { Tools } from './tools';

const STARTER = 'def search(wanted, items):\n    ...\n';

/** An editor that has its comforts. */
async function show(code = '', wishes: Partial<Preferences> = {}, tools = TOOLS) {
  const editor = (now: Partial<Preferences>) => (
    <Tools.Provider value={tools}>
      <CodeEditor
        name="a"
        code={code}
        lens={null}
        preferences={{ ...USUAL, ...now }}
        hints={STARTER}
        visible
        t={t}
        onChange={() => undefined}
        handle={createRef<EditorHandle>()}
      />
    </Tools.Provider>
  );
  const { rerender, unmount } = render(editor(wishes));
  if (tools === TOOLS) await waitFor(() => expect(screen.getByRole('textbox').ariaAutoComplete).toBe('list'));
  const view = EditorView.findFromDOM(screen.getByRole('textbox')) as EditorView;
  view.dispatch({ selection: { anchor: code.length } });
  forceParsing(view, code.length, 5000); // which otherwise takes its time
  const press = (key: string, more: KeyboardEventInit = {}): boolean =>
    runScopeHandlers(view, new KeyboardEvent('keydown', { key, ...more }), 'editor');
  /** As by a person: a bracket may bring its other half along. */
  const type = (text: string): void =>
    act(() => {
      for (const sign of text) {
        const { from, to } = view.state.selection.main;
        const insert = () => view.state.update({ ...view.state.replaceSelection(sign), userEvent: 'input.type' });
        const taken = view.state.facet(EditorView.inputHandler).some((take) => take(view, from, to, sign, insert));
        if (!taken) view.dispatch(insert());
      }
    });
  return {
    view,
    unmount,
    press,
    type,
    text: () => view.state.doc.toString(),
    wish: (now: Partial<Preferences>) => rerender(editor(now)),
  };
}

const offered = (view: EditorView): string[] => currentCompletions(view.state).map((each) => each.label);

describe('indentation', () => {
  it.each([
    ['def f():', 'def f():\n    '],
    ['if a:\n    b = 1', 'if a:\n    b = 1\n    '],
    ['def f(x):\n    return x', 'def f(x):\n    return x\n'],
    ['def f(x):\n    if x:\n        return 1', 'def f(x):\n    if x:\n        return 1\n    '],
    ['for x in y:\n    pass', 'for x in y:\n    pass\n'],
    ['def f(x):\n    return "("  # and (', 'def f(x):\n    return "("  # and (\n'],
    ['def f(x):\n    returned = 1', 'def f(x):\n    returned = 1\n    '],
  ])('after %j is %j', async (before, after) => {
    const { press, text } = await show(before);
    press('Enter');
    expect(text()).toBe(after);
  });

  it('goes on inside a bracket that a return has opened', async () => {
    const { press, view } = await show('def f(x):\n    return (x +');
    press('Enter');
    expect(view.state.doc.line(3).text).toMatch(/^ {8,}$/);
  });

  it('steps out by itself before else', async () => {
    const { type, text } = await show('def f(x):\n    if x:\n        return 1\n        ');
    type('else:');
    expect(text()).toBe('def f(x):\n    if x:\n        return 1\n    else:');
  });
});

describe('brackets and quotes', () => {
  it('are closed, as long as that is wished', async () => {
    const { type, text, wish } = await show();
    type('f(');
    expect(text()).toBe('f()');
    wish({ closeBrackets: false });
    type('[');
    expect(text()).toBe('f([)');
  });
});

describe('Tab', () => {
  it('indents, as long as that is wished', async () => {
    const { press, text, wish } = await show('a');
    expect(press('Tab')).toBe(true);
    expect(text()).toBe('    a');
    wish({ tabIndents: false });
    expect(press('Tab')).toBe(false);
    expect(text()).toBe('    a');
  });
});

describe('names', () => {
  it('are those in reach, of the assignment and of Python', async () => {
    const { view, type } = await show('wall = 1\n');
    type('wa');
    await waitFor(() => expect(offered(view)).toEqual(['wall', 'wanted', 'Warning']));
    type('\nre');
    await waitFor(() => expect(offered(view).slice(0, 3)).toEqual(['return', 'repr', 'reversed']));
  });

  it('leave Enter a new line, and are taken by Tab', async () => {
    const { view, type, press, text } = await show();
    type('wan');
    await waitFor(() => expect(completionStatus(view.state)).toBe('active'));
    press('Enter');
    expect(text()).toBe('wan\n');
    type('wan');
    await waitFor(() => expect(completionStatus(view.state)).toBe('active'));
    press('Tab');
    expect(text()).toBe('wan\nwanted');
  });

  it('are taken by Enter once one was chosen by the arrow keys', async () => {
    const { view, type, press, text } = await show();
    type('pri');
    await waitFor(() => expect(completionStatus(view.state)).toBe('active'));
    press('ArrowDown');
    press('Enter');
    expect(text()).toBe('print');
  });

  it.each(['"wa', '# wa', 'x.wa', 'w', 'wanted'])('are not offered for %j', async (code) => {
    const { view, type } = await show('', { closeBrackets: false });
    type(code);
    type('1');
    act(() => void startCompletion(view));
    await waitFor(() => expect(completionStatus(view.state)).not.toBe('pending'));
    expect(offered(view)).toEqual([]);
  });

  it('wait for Ctrl+Space where that is wished', async () => {
    const { view, type } = await show('', { completeWhileTyping: false });
    type('wan');
    expect(completionStatus(view.state)).toBeNull();
    act(() => void startCompletion(view));
    await waitFor(() => expect(offered(view)).toEqual(['wanted']));
  });

  it('of code are read without its words in quotes and comments', () => {
    expect(namesIn('def größe(x):  # a remark\n    return x + len("it\'s")\n')).toEqual([
      'def',
      'größe',
      'x',
      'return',
      'len',
    ]);
  });
});

it('Ctrl+F finds inside the editor, and Escape ends it', async () => {
  const { view, press } = await show('a = 1');
  expect(press('f', { ctrlKey: true })).toBe(true);
  expect(searchPanelOpen(view.state)).toBe(true);
  expect(screen.getByRole('textbox', { name: 'Find' })).toBeTruthy();
});

it('lines become comments and code again', async () => {
  const { view, text } = await show('a = 1');
  toggleComment(view);
  expect(text()).toBe('# a = 1');
  toggleComment(view);
  expect(text()).toBe('a = 1');
});

it('letters follow the preferences at once', async () => {
  const { view, wish } = await show();
  const place = view.dom.parentElement;
  expect(place?.getAttribute('style')).toBeNull();
  wish({ fontSize: 20, fontFamily: 'Fira Code, monospace' });
  expect(place?.style.getPropertyValue('--pp-editor-size')).toBe('20px');
  expect(place?.style.getPropertyValue('--pp-mono')).toBe('Fira Code, monospace');
});

it('one can write before the comforts have come, and without them', async () => {
  const { press, type, text, view } = await show('', {}, { ...TOOLS, comforts: () => Promise.resolve(null) });
  type('f(');
  press('Enter');
  expect(text()).toBe('f(\n    ');
  expect(press('f', { ctrlKey: true })).toBe(false);
  expect(view.dom.querySelector('.pp-c-function, .cm-line')).not.toBeNull();
});

it('comforts that were missed are asked for again when one comes to the editor', async () => {
  const comforts = vi.fn<typeof TOOLS.comforts>(TOOLS.comforts).mockResolvedValueOnce(null);
  const { view, type } = await show('', {}, { ...TOOLS, comforts });
  await waitFor(() => expect(comforts).toHaveBeenCalled());
  const arrive = (): void => act(() => void fireEvent.focusIn(view.contentDOM));
  arrive();
  await waitFor(() => expect(view.contentDOM.ariaAutoComplete).toBe('list'));
  type('pri');
  arrive();
  await waitFor(() => expect(offered(view)).toEqual(['print']));
});

it('comforts that come after the page went are taken by nobody', async () => {
  const coming = new Promise<never>(() => undefined);
  const then = vi.spyOn(coming, 'then');
  const { unmount } = await show('', {}, { ...TOOLS, comforts: () => coming });
  await waitFor(() => expect(then).toHaveBeenCalled());
  const come = then.mock.calls[0]?.[0] as (comforts: unknown) => void;
  const comforts = await TOOLS.comforts();
  unmount();
  vi.stubGlobal('window', undefined);
  expect(() => come(comforts)).not.toThrow();
  vi.unstubAllGlobals();
});
