/** The language of a cell: that of its page, by a catalogue that is fetched only where it is needed. */
import { useEffect, useState } from 'react';
import { byCatalogue, type Catalogue } from '../app/catalogue';
import { type Translate, untranslated } from '../app/types';
import { serverPage } from './server';

/** The catalogues there are beside English, as `locale/` has them. */
const CATALOGUES = ['de_DE'] as const;

/** The name of the catalogue for a page, null for English: JupyterLab says its language there, others leave it to the browser. */
export function catalogueFor(page: string, browser: readonly string[]): (typeof CATALOGUES)[number] | null {
  const wanted = page === '' ? (browser[0] ?? '') : page;
  const language = wanted.toLowerCase().split('-')[0];
  return CATALOGUES.find((name) => name.split('_')[0] === language) ?? null;
}

let loading: Promise<Translate> | null = null;

/** The translation for this page; null until it is there. */
export function useTranslate(): Translate | null {
  const [name] = useState(() => catalogueFor(document.documentElement.lang, navigator.languages));
  const [t, setT] = useState<Translate | null>(name === null ? () => untranslated : null);
  useEffect(() => {
    if (name === null) return undefined;
    let here = true;
    loading ??= load(name);
    void loading.then((found) => {
      if (here) setT(() => found);
    });
    return () => {
      here = false;
    };
  }, [name]);
  return t;
}

/** English where the catalogue cannot be fetched. */
async function load(name: string): Promise<Translate> {
  try {
    const address = serverPage()?.asset(`${name}.json`);
    if (address === undefined) return untranslated;
    const reply = await fetch(address);
    return reply.ok ? byCatalogue((await reply.json()) as Catalogue, name) : untranslated;
  } catch {
    return untranslated;
  }
}
