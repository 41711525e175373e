/** The practice as the output of a notebook cell: an anywidget. */
import '../app/styles/index.css'; // before what its parts add
import { type ReactElement, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Tools } from '../app/editor/tools';
import { PracticeApp } from '../app/PracticeApp';
import { NoServer } from '../app/NoServer';
import { browserTransport } from '../client/transport';
import { progressOf, Remembered } from '../state/progress';
import { PracticeStore } from '../state/store';
import { type Translate, untranslated } from '../app/types';
import { useTranslate } from './language';
import { WidgetMarkdown } from './markdown';
import { OfferScreen } from './OfferScreen';
import { Offering } from './offering';
import { type ServerPage, serverPage } from './server';
import { TOOLS } from './tools';
import { type Model, tie } from './traits';

interface Runtime {
  readonly model: Model;
}

interface View extends Runtime {
  readonly el: HTMLElement;
}

/** One store for a widget, however many views of it the notebook shows; it asks for nothing before there is one. */
export default function widget(): {
  initialize: (runtime: Runtime) => () => void;
  render: (view: View) => () => void;
} {
  const page = serverPage();
  let store: PracticeStore | null = null;
  let offering: Offering | null = null;
  return {
    initialize({ model }) {
      if (page === null) return () => undefined;
      const practice = opened(page, model);
      store = practice;
      const offered = model.get('_offer');
      if (offered !== null) offering = new Offering(offered, browserTransport(page.baseUrl, page.token), model);
      const untie = tie(model, practice);
      return () => {
        untie();
        practice.dispose();
      };
    },
    render({ el }) {
      return drawn(el, store === null ? <Nowhere /> : <Cell store={store} offering={offering} />);
    },
  };
}

function opened(page: ServerPage, model: Model): PracticeStore {
  const transport = browserTransport(page.baseUrl, page.token);
  const only = model.get('_slug');
  const store = new PracticeStore({ transport, course: model.get('_course'), only });
  if (only === null) remember(store, new Remembered(page.baseUrl));
  return store;
}

/** JupyterLab's launcher shows how far one has come, wherever one practised. */
function remember(store: PracticeStore, memory: Remembered): void {
  store.subscribe(() => {
    const progress = progressOf(store.getSnapshot());
    if (progress !== null) memory.write(progress);
  });
}

function drawn(el: HTMLElement, content: ReactElement): () => void {
  const place = document.createElement('div');
  el.append(place);
  // What is typed here is nobody else's: the notebook must not see it on its way up.
  for (const name of ['keydown', 'keypress', 'keyup', 'paste', 'copy', 'cut']) place.addEventListener(name, quietly);
  const root = createRoot(place);
  root.render(content);
  return () => {
    root.unmount();
    place.remove();
  };
}

function quietly(event: Event): void {
  event.stopPropagation();
}

function Nowhere(): ReactElement {
  return (
    <div className="pp-app" data-host="cell" lang="en">
      <div className="pp-root">
        <NoServer t={untranslated} />
      </div>
    </div>
  );
}

/** A course that came with the notebook is asked about before the practice asks the server for anything. */
function Cell({
  store,
  offering,
}: {
  readonly store: PracticeStore;
  readonly offering: Offering | null;
}): ReactElement | null {
  const [asking, setAsking] = useState<boolean | null>(offering === null ? false : null);
  const t = useTranslate();
  useEffect(() => {
    void offering?.isNews().then(setAsking);
  }, [offering]);
  if (t === null || asking === null) return null;
  if (asking && offering !== null) {
    return (
      <div className="pp-app" data-host="cell" lang={t.language}>
        <div className="pp-root">
          <OfferScreen offering={offering} t={t} onDone={() => setAsking(false)} />
        </div>
      </div>
    );
  }
  return <Practice store={store} t={t} />;
}

function Practice({ store, t }: { readonly store: PracticeStore; readonly t: Translate }): ReactElement {
  useEffect(() => {
    store.start();
  }, [store]);
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return (
    <Tools.Provider value={TOOLS}>
      <PracticeApp state={state} actions={store} host="cell" renderMarkdown={WidgetMarkdown} t={t} />
    </Tools.Provider>
  );
}
