/** The practice itself, loaded when somebody first looks at it: who does not practise pays nothing for it. */
import { type ReactElement, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { PracticeApp } from '../app/PracticeApp';
import type { MarkdownRenderer } from '../app/types';
import { PracticeStore } from '../state/store';
import { Choices } from './choices';
import { boundKeys } from './keys';
import { labMarkdown } from './markdown';
import type { PanelOptions } from './panel';
import { labTransport } from './transport';

export interface Mounted {
  readonly store: PracticeStore;
  readonly dispose: () => void;
}

/** Starts a practice and shows it in the element. */
export function mount(element: HTMLElement, options: PanelOptions): Mounted {
  const transport = labTransport(options.settings);
  const { course = null, assignment = null } = options;
  const store = new PracticeStore({ transport, course, wanted: assignment }).start();
  const choices = new Choices(options.registry);
  const renderMarkdown = labMarkdown(options.rendermime);
  const root = createRoot(element);
  root.render(<Panel {...options} store={store} choices={choices} renderMarkdown={renderMarkdown} />);
  return {
    store,
    dispose: () => {
      root.unmount();
      choices.dispose();
      store.dispose();
    },
  };
}

interface Props extends PanelOptions {
  readonly store: PracticeStore;
  readonly choices: Choices;
  readonly renderMarkdown: MarkdownRenderer;
}

function Panel({ store, choices, host, renderMarkdown, t, commands, menu }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const preferences = useSyncExternalStore(choices.subscribe, choices.read);
  const keys = boundKeys(commands);
  const given = { state, host, renderMarkdown, t, keys, preferences, menu };
  return <PracticeApp {...given} actions={store} />;
}
