/** The practice as the output of a notebook cell: an anywidget. */
import { type ReactElement, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { PracticeApp } from '../app/PracticeApp';
import '../app/styles/index.css';
import { browserTransport } from '../client/transport';
import { PracticeStore } from '../state/store';
import { useTranslate } from './language';
import { WidgetMarkdown } from './markdown';
import { type ServerPage, serverPage } from './server';
import { type Model, tie } from './traits';

interface Runtime {
  readonly model: Model;
}

interface View extends Runtime {
  readonly el: HTMLElement;
}

const NO_SERVER =
  'Practice needs a Jupyter server with jupyter_pyprac: open this notebook in JupyterLab or Jupyter Notebook 7, ' +
  'in an environment where jupyter_pyprac is installed.';

/** One store for a widget, however many views of it the notebook shows; it asks for nothing before there is one. */
export default function widget(): {
  initialize: (runtime: Runtime) => () => void;
  render: (view: View) => () => void;
} {
  const page = serverPage();
  let store: PracticeStore | null = null;
  return {
    initialize({ model }) {
      if (page === null) return () => undefined;
      const practice = opened(page, model);
      store = practice;
      const untie = tie(model, practice);
      return () => {
        untie();
        practice.dispose();
      };
    },
    render({ el }) {
      return store === null ? sentence(el) : mounted(el, store.start());
    },
  };
}

function opened(page: ServerPage, model: Model): PracticeStore {
  const transport = browserTransport(page.baseUrl, page.token);
  return new PracticeStore({ transport, course: model.get('_course'), only: model.get('_slug') });
}

function mounted(el: HTMLElement, store: PracticeStore): () => void {
  const place = document.createElement('div');
  el.append(place);
  // What is typed here is nobody else's: the notebook must not see it on its way up.
  for (const name of ['keydown', 'keypress', 'keyup', 'paste', 'copy', 'cut']) place.addEventListener(name, quietly);
  const root = createRoot(place);
  root.render(<Cell store={store} />);
  return () => {
    root.unmount();
    place.remove();
  };
}

function quietly(event: Event): void {
  event.stopPropagation();
}

function sentence(el: HTMLElement): () => void {
  const note = document.createElement('p');
  note.lang = 'en'; // without a server there is no catalogue either
  note.textContent = NO_SERVER;
  el.append(note);
  return () => note.remove();
}

function Cell({ store }: { readonly store: PracticeStore }): ReactElement | null {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const t = useTranslate();
  if (t === null) return null;
  return <PracticeApp state={state} actions={store} host="cell" renderMarkdown={WidgetMarkdown} t={t} />;
}
