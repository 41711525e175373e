/** The practice itself, loaded when somebody first looks at it: who does not practise pays nothing for it. */
import { type ReactElement, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { PracticeApp } from '../app/PracticeApp';
import { PracticeStore } from '../state/store';
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
  const store = new PracticeStore({ transport, course: options.course }).start();
  const renderMarkdown = labMarkdown(options.rendermime);
  const root = createRoot(element);
  root.render(<Panel {...options} store={store} renderMarkdown={renderMarkdown} />);
  return {
    store,
    dispose: () => {
      root.unmount();
      store.dispose();
    },
  };
}

type Props = PanelOptions & { readonly store: PracticeStore; readonly renderMarkdown: ReturnType<typeof labMarkdown> };

function Panel({ store, host, renderMarkdown, t, commands }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const keys = boundKeys(commands);
  return <PracticeApp state={state} actions={store} host={host} renderMarkdown={renderMarkdown} t={t} keys={keys} />;
}
