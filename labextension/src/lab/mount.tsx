/** The practice itself, loaded when somebody first looks at it: who does not practise pays nothing for it. */
import { createRef, type ReactElement, type Ref, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { Command } from '../app/keys';
import { PracticeApp } from '../app/PracticeApp';
import { type EditorTools, Tools } from '../app/editor/tools';
import type { AppHandle, MarkdownRenderer } from '../app/types';
import { PracticeStore } from '../state/store';
import { Choices } from './choices';
import { boundKeys } from './keys';
import { labMarkdown } from './markdown';
import type { PanelOptions } from './panel';
import { labTransport } from './transport';

export interface Mounted {
  readonly store: PracticeStore;
  /** Has the app do what one of its keys does. */
  readonly carryOut: (command: Command) => void;
  readonly dispose: () => void;
}

interface Mounting extends PanelOptions {
  readonly tools: EditorTools;
}

/** Starts a practice and shows it in the element. */
export function mount(element: HTMLElement, options: Mounting): Mounted {
  const transport = labTransport(options.settings);
  const { course = null, assignment = null, preview } = options;
  const store = new PracticeStore({ transport, course, wanted: assignment, only: preview?.only ?? null }).start();
  const choices = new Choices(options.registry);
  const renderMarkdown = labMarkdown(options.rendermime);
  const root = createRoot(element);
  const app = createRef<AppHandle>();
  const shown = { store, choices, renderMarkdown, app };
  root.render(<Panel {...options} {...shown} />);
  return {
    store,
    carryOut: (command) => app.current?.carryOut(command),
    dispose: () => {
      root.unmount();
      choices.dispose();
      store.dispose();
    },
  };
}

interface Props extends Mounting {
  readonly store: PracticeStore;
  readonly choices: Choices;
  readonly renderMarkdown: MarkdownRenderer;
  readonly app: Ref<AppHandle>;
}

function Panel({ store, choices, host, renderMarkdown, t, commands, menu, tools, app, preview }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const preferences = useSyncExternalStore(choices.subscribe, choices.read);
  const keys = boundKeys(commands);
  const given = { state, host, renderMarkdown, t, keys, preferences, menu };
  return (
    <Tools.Provider value={tools}>
      <PracticeApp {...given} {...(preview ? { preview } : {})} actions={store} handle={app} />
    </Tools.Provider>
  );
}
