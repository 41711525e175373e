/** The practice itself, loaded when somebody first looks at it: who does not practise pays nothing for it. */
import { createRef, type ReactElement, type Ref, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { Command } from '../app/keys';
import { PracticeApp } from '../app/PracticeApp';
import type { AppHandle } from '../app/types';
import { PracticeStore } from '../state/store';
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

/** Starts a practice and shows it in the element. */
export function mount(element: HTMLElement, options: PanelOptions): Mounted {
  const transport = labTransport(options.settings);
  const store = new PracticeStore({ transport, course: options.course }).start();
  const renderMarkdown = labMarkdown(options.rendermime);
  const root = createRoot(element);
  const app = createRef<AppHandle>();
  root.render(<Panel {...options} store={store} renderMarkdown={renderMarkdown} app={app} />);
  return {
    store,
    carryOut: (command) => app.current?.carryOut(command),
    dispose: () => {
      root.unmount();
      store.dispose();
    },
  };
}

interface Props extends PanelOptions {
  readonly store: PracticeStore;
  readonly renderMarkdown: ReturnType<typeof labMarkdown>;
  readonly app: Ref<AppHandle>;
}

function Panel({ store, host, renderMarkdown, t, commands, app }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const keys = boundKeys(commands);
  const props = { state, host, renderMarkdown, t, keys };
  return <PracticeApp {...props} actions={store} handle={app} />;
}
