/**
 * Every state of the app without a server: `index.html#state=failed&theme=dark&width=narrow`, or `width=180`;
 * `theme=contrast` is the one of high contrast, `language=de_DE` shows it translated.
 *
 * Build with `node dev/build.mjs`, then open `dev/index.html`. Buttons work as far as one state goes.
 */
import '../src/app/styles/index.css';
import katex from 'katex';
import { marked } from 'marked';
import { useMemo, useSyncExternalStore, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Tools } from '../src/app/editor/tools';
import { FakeActions, STATES, type StateName } from '../src/app/fixtures/states';
import { TOOLS } from '../src/app/fixtures/tools';
import { PracticeApp } from '../src/app/PracticeApp';
import type { MenuItem } from '../src/app/Menu';
import { untranslated, type Host, type Translate } from '../src/app/types';
import type { PracticeState } from '../src/state/model';
import { byCatalogue, type Catalogue } from '../src/app/catalogue';
import './theme.css';

/** The catalogues by their names, put in by the build. */
declare const CATALOGUES: Readonly<Record<string, Catalogue>>;

const MENU: readonly MenuItem[] = ['Open in a Scratch Notebook', 'Copy link'].map((label) => ({
  label,
  run: () => undefined,
}));

/** The fixtures' own handout, so nothing here has to be made safe. */
function Markdown({ source }: { readonly source: string }): ReactElement {
  const html = useMemo(() => {
    const parts = source.split(/\$\$([\s\S]+?)\$\$/);
    return parts
      .map((part, index) =>
        index % 2 === 1
          ? katex.renderToString(part, { displayMode: true, output: 'mathml' })
          : marked.parse(part, { async: false }),
      )
      .join('');
  }, [source]);
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
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
  readonly t: Translate;
}

function Gallery({ held, size, t }: GalleryProps): ReactElement {
  const [width, height, host] = SIZES[size] ?? [Number(size), 800, 'side' as const];
  const state = useSyncExternalStore(held.subscribe, held.getSnapshot);
  return (
    <div style={{ width, height: height ?? 'auto', margin: '0 auto' }}>
      <Tools.Provider value={TOOLS}>
        <PracticeApp
          state={state}
          actions={held.actions}
          host={host}
          renderMarkdown={Markdown}
          t={t}
          menu={host === 'cell' ? [] : MENU}
        />
      </Tools.Provider>
    </div>
  );
}

function start(): void {
  const options = new URLSearchParams(location.hash.slice(1));
  const theme = options.get('theme') ?? 'light';
  document.body.dataset['jpThemeLight'] = String(theme === 'light');
  document.body.dataset['theme'] = theme;
  document.body.style.background = 'var(--jp-layout-color2)';
  const held = new Held(STATES[(options.get('state') ?? 'idle') as StateName]());
  const name = options.get('language') ?? '';
  const catalogue = CATALOGUES[name];
  const t = catalogue === undefined ? untranslated : byCatalogue(catalogue, name);
  const stage = document.getElementById('stage');
  if (stage !== null) createRoot(stage).render(<Gallery held={held} size={options.get('width') ?? 'wide'} t={t} />);
}

addEventListener('hashchange', () => location.reload());
start();
