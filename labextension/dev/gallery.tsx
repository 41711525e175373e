/**
 * Every state of the app without a server: `index.html#state=failed&theme=dark&width=narrow`, or `width=180`;
 * `theme=contrast` is the one of high contrast, `language=de_DE` shows it translated, `handout=loading` has no handout yet.
 *
 * Build with `node dev/build.mjs`, then open `dev/index.html`. Buttons work as far as one state goes.
 */
import '../src/app/styles/index.css';
import '../src/app/styles/check.css';
import { pythonLanguage } from '@codemirror/lang-python';
import { useLayoutEffect, useMemo, useRef, useSyncExternalStore, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { colourPython } from '../src/app/colour';
import { Tools } from '../src/app/editor/tools';
import { FakeActions, STATES, type StateName } from '../src/app/fixtures/states';
import { TOOLS } from '../src/app/fixtures/tools';
import { parts } from '../src/app/later';
import { PracticeApp } from '../src/app/PracticeApp';
import type { MenuItem } from '../src/app/Menu';
import { untranslated, type Host, type MarkdownRenderer, type Translate } from '../src/app/types';
import type { PracticeState } from '../src/state/model';
import { byCatalogue, type Catalogue } from '../src/app/catalogue';
import * as katex from '../src/widget/katex';
import { toHtml } from '../src/widget/markdown';
import { fill } from '../src/widget/typeset';
import './gallery.css';

/** The catalogues by their names, put in by the build. */
declare const CATALOGUES: Readonly<Record<string, Catalogue>>;

const MENU: readonly MenuItem[] = ['Open in a Scratch Notebook', 'Copy link'].map((label) => ({
  label,
  isEnabled: () => true,
  run: () => undefined,
}));

declare global {
  interface Window {
    /** What pictures are taken of. */
    readonly gallery: {
      readonly states: readonly string[];
      /** Shows a state anew; what is wanted is said as behind `#` in the address. */
      readonly show: (wanted: string) => void;
      /** Changes the theme alone. */
      readonly paint: (theme: string) => void;
    };
  }
}

/** A handout as a cell shows it, except that KaTeX is there at once. */
function Markdown({ source }: { readonly source: string }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const html = useMemo(() => ({ __html: toHtml(source) }), [source]);
  useLayoutEffect(() => {
    if (place.current === null) return;
    colourPython(place.current, pythonLanguage);
    fill(place.current, katex);
  }, [html]);
  return <div ref={place} dangerouslySetInnerHTML={html} />;
}

/** A handout in JupyterLab until its parser has come. */
function Unparsed(): ReactElement {
  return <div aria-busy="true" />;
}

const SIZES: Readonly<Record<string, readonly [width: number, height: number | null, host: Host]>> = {
  wide: [1280, 800, 'panel'],
  medium: [900, 800, 'panel'],
  stacked: [640, 1400, 'panel'],
  narrow: [320, 800, 'side'],
  cell: [760, null, 'cell'],
  'wide-cell': [900, null, 'cell'],
};

class LiveActions extends FakeActions {
  constructor(
    private readonly get: () => PracticeState,
    private readonly set: (state: PracticeState) => void,
  ) {
    super();
  }

  override readonly edit = (code: string): void => {
    const state = this.get();
    const draft = { code, savedAt: Date.now(), place: 'server' as const };
    this.set({ ...state, drafts: { ...state.drafts, [state.currentId ?? '']: draft } });
  };
  override readonly open = (currentId: string): void => this.set({ ...this.get(), currentId });
}

/** The state that is shown, and who shows it. */
class Held {
  private readonly listeners = new Set<() => void>();
  readonly actions = new LiveActions(
    () => this.state,
    (next) => this.set(next),
  );

  constructor(private state: PracticeState) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): PracticeState => this.state;

  private set(next: PracticeState): void {
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}

interface GalleryProps {
  readonly held: Held;
  readonly size: string;
  readonly renderMarkdown: MarkdownRenderer;
  readonly t: Translate;
}

function Gallery({ held, size, renderMarkdown, t }: GalleryProps): ReactElement {
  const [width, height, host] = SIZES[size] ?? [Number(size), 800, 'side' as const];
  const state = useSyncExternalStore(held.subscribe, held.getSnapshot);
  return (
    <div style={{ width, height: height ?? 'auto' }}>
      <Tools.Provider value={TOOLS}>
        <PracticeApp
          state={state}
          actions={held.actions}
          host={host}
          renderMarkdown={renderMarkdown}
          t={t}
          menu={host === 'cell' ? [] : MENU}
        />
      </Tools.Provider>
    </div>
  );
}

let root: Root | null = null;

function show(wanted: string): void {
  const options = new URLSearchParams(wanted);
  paint(options.get('theme') ?? 'light');
  const held = new Held(STATES[(options.get('state') ?? 'idle') as StateName]());
  const name = options.get('language') ?? '';
  const catalogue = CATALOGUES[name];
  const t = catalogue === undefined ? untranslated : byCatalogue(catalogue, name);
  root?.unmount();
  root = createRoot(document.getElementById('stage') as HTMLElement);
  const renderMarkdown = options.get('handout') === 'loading' ? Unparsed : Markdown;
  root.render(<Gallery held={held} size={options.get('width') ?? 'wide'} renderMarkdown={renderMarkdown} t={t} />);
}

function paint(theme: string): void {
  document.body.dataset['jpThemeLight'] = String(theme === 'light');
  for (const { dataset, sheet } of document.querySelectorAll<HTMLLinkElement>('link[data-theme]')) {
    if (sheet !== null) sheet.disabled = dataset['theme'] !== theme;
  }
}

// With all parts there, a picture is finished once it is painted.
void parts.get().then(() => {
  Object.assign(window, { gallery: { states: Object.keys(STATES), show, paint } });
  addEventListener('hashchange', () => show(location.hash.slice(1)));
  show(location.hash.slice(1));
});
