/** The editor: one document with its own undo history for every assignment, and the mark of the last verdict. */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import {
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
  type Ref,
} from 'react';
import { painted } from '../../state/page';
import { normalised } from '../format';
import type { Preferences } from '../preferences';
import type { Lens } from '../result/lens';
import type { Translate } from '../types';
import type { Comforts } from './comforts';
import { markedAt, markedFor, setLens } from './mark';
import { chosen, choice, extensions } from './setup';
import { Tools } from './tools';

/** What others may do with the editor. */
export interface EditorHandle {
  /** Shows a line (from 1); with `focus` the cursor goes there too. */
  goTo(line: number, focus: boolean): void;
  focus(): void;
}

interface CodeEditorProps {
  /** Which document this is: the assignment's id. */
  readonly name: string;
  readonly code: string;
  readonly lens: Lens | null;
  readonly preferences: Preferences;
  /** Code whose names are offered while one types. */
  readonly hints: string;
  /** Whether the editor is on show: in a narrow place it is behind a tab. */
  readonly visible: boolean;
  readonly t: Translate;
  readonly onChange: (code: string) => void;
  readonly handle: Ref<EditorHandle>;
}

/** While keys are pressed the page does not scroll away under the student's eyes. */
const TYPING_MS = 1500;
/** How much of the code above the marked line stays in view (px). */
const ABOVE = 60;

/** Scrolls the editor, and only the editor, so that the marked line and the words below it are seen. */
function reveal(view: EditorView): void {
  view.requestMeasure({
    read: () => {
      const at = markedAt(view.state);
      if (at === null) return null;
      const { top, bottom } = view.lineBlockAt(at);
      const padding = view.documentPadding.top;
      const lowest = bottom + 2 * padding - view.scrollDOM.clientHeight;
      return Math.min(top + padding, Math.max(top + padding - ABOVE, lowest));
    },
    write: (top) => {
      if (top !== null) view.scrollDOM.scrollTop = Math.max(0, top);
    },
  });
}

/** Everything the editor keeps between renders; React draws only the element around it. */
class Documents {
  private readonly kept = new Map<string, EditorState>();
  /** Codes told to the outside and not yet heard back: an echo is no edit from outside. */
  private told: string[] = [];
  private typed = -Infinity;

  constructor(
    readonly view: EditorView,
    private readonly fresh: (code: string) => EditorState,
    private name: string,
  ) {}

  changed(code: string): void {
    this.told.push(code);
    this.typed = performance.now();
  }

  get typing(): boolean {
    return performance.now() - this.typed < TYPING_MS;
  }

  /** Shows a document: the one it is showing, one from before with its history, or a new one. */
  show(name: string, code: string): void {
    if (name !== this.name) {
      this.kept.set(this.name, this.view.state);
      this.view.setState(this.kept.get(name) ?? this.fresh(code));
      this.name = name;
      this.told = [];
    }
    this.take(code);
  }

  private take(code: string): void {
    const echo = this.told.lastIndexOf(code);
    if (echo >= 0) {
      this.told = this.told.slice(echo + 1);
      return;
    }
    const { doc } = this.view.state;
    if (doc.toString() === code) return;
    this.told = [];
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: code }, userEvent: 'set' });
  }
}

/** The chosen letters, for the styles; what was not chosen is as the host has it. */
function letters({ fontSize, fontFamily }: Preferences): CSSProperties {
  const size = fontSize === 0 ? {} : { '--pp-editor-size': `${fontSize}px` };
  return { ...size, ...(fontFamily === '' ? {} : { '--pp-mono': fontFamily }) } as CSSProperties;
}

/** The editor's comforts, null until it stands and they have come; and how to ask again for those that were missed. */
function useComforts(): readonly [Comforts | null, () => void] {
  const { comforts } = useContext(Tools);
  const [here, setHere] = useState<Comforts | null>(null);
  const [asked, ask] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let gone = false;
    const come = (found: Comforts | null): void => {
      if (!gone && found !== null) setHere(() => found);
    };
    painted(() => void comforts().then(come));
    return () => void (gone = true);
  }, [comforts, asked]);
  return [here, ask];
}

/** A CodeMirror editor for Python. */
export function CodeEditor(props: CodeEditorProps): ReactElement {
  const { name, code, lens, preferences, hints, visible, t, onChange, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const documents = useRef<Documents | null>(null);
  const listener = useRef(onChange);
  const id = useId();
  const { python } = useContext(Tools);
  const [comforts, askAgain] = useComforts();
  const first = useRef({ name, code: normalised(code), t });

  useLayoutEffect(() => {
    listener.current = onChange;
  }, [onChange]);

  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const setup = extensions({
      t: first.current.t,
      python,
      lensId: `${id}lens`,
      helpId: `${id}help`,
      floats: place.current.closest<HTMLElement>('.pp-app') ?? document.body,
      onChange: (changed) => {
        documents.current?.changed(changed);
        listener.current(changed);
      },
    });
    const fresh = (text: string): EditorState => EditorState.create({ doc: text, extensions: setup });
    const view = new EditorView({ state: fresh(first.current.code), parent: place.current });
    documents.current = new Documents(view, fresh, first.current.name);
    return () => {
      documents.current = null;
      view.destroy();
    };
  }, [id, python]);

  useLayoutEffect(() => {
    documents.current?.show(name, normalised(code));
  }, [name, code]);

  useLayoutEffect(() => {
    const effects = choice.reconfigure(chosen({ preferences, hints, t }, comforts));
    documents.current?.view.dispatch({ effects });
    documents.current?.view.requestMeasure(); // letters may have another size
  }, [preferences, hints, t, name, comforts]);

  useEffect(() => {
    const view = documents.current?.view;
    if (view === undefined || (lens?.key ?? null) === markedFor(view.state)) return;
    view.dispatch({ effects: setLens.of(lens && { ...lens, code: normalised(lens.code) }) });
  }, [lens, name]);

  useEffect(() => {
    const now = documents.current;
    if (visible && lens !== null && now?.typing === false) reveal(now.view);
  }, [lens, name, visible]);

  useImperativeHandle(
    handle,
    () => ({
      goTo: (line, focus) => {
        const view = documents.current?.view;
        if (view === undefined) return;
        const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines)).from;
        const effects = EditorView.scrollIntoView(at, { y: 'center' });
        view.dispatch(focus ? { selection: { anchor: at }, effects } : { effects });
        if (focus) view.focus();
      },
      focus: () => documents.current?.view.focus(),
    }),
    [],
  );

  return (
    // Whoever comes by the pointer sees the cursor and the line it is on; the ring is for those who come by keys.
    <div
      className="pp-editor"
      ref={place}
      style={letters(preferences)}
      onFocus={comforts === null ? askAgain : undefined}
      onPointerDown={(event) => event.currentTarget.setAttribute('data-pointer', '')}
      onBlur={(event) => event.currentTarget.removeAttribute('data-pointer')}
    >
      <span id={`${id}help`} hidden>
        {preferences.tabIndents
          ? t('Tab indents. Press Escape, then Tab, to leave the editor.')
          : t('Tab leaves the editor.')}
      </span>
    </div>
  );
}
