/** The language of a cell: that of its page, by a catalogue that is fetched only where it is needed. */
import { useEffect, useState } from 'react';
import { filled, type Translate, untranslated, type Wording } from '../app/types';
import { serverPage } from './server';

/** The catalogues there are beside English, as `locale/` has them. */
const CATALOGUES = ['de_DE'] as const;

/** The texts by their English singular, each in its forms; behind the empty name stands what they are. */
export type Catalogue = Readonly<Record<string, readonly string[] | Readonly<Record<string, string>>>>;

/** The name of the catalogue for a page, null for English: JupyterLab says its language there, others leave it to the browser. */
export function catalogueFor(page: string, browser: readonly string[]): (typeof CATALOGUES)[number] | null {
  const wanted = page === '' ? (browser[0] ?? '') : page;
  const language = wanted.toLowerCase().split('-')[0];
  return CATALOGUES.find((name) => name.split('_')[0] === language) ?? null;
}

/** Translates by a catalogue; what it lacks stays English. */
export function translated(catalogue: Catalogue, name: string): Translate {
  const language = name.replace('_', '-');
  const plural = new Intl.PluralRules(language);
  const t = (text: Wording, ...values: (string | number)[]): string => {
    const forms = catalogue[typeof text === 'string' ? text : text[0]];
    const form = typeof text === 'string' || plural.select(Number(values[0])) === 'one' ? 0 : 1;
    const chosen: unknown = Array.isArray(forms) ? forms[form] : undefined;
    return typeof chosen === 'string' ? filled(chosen, values) : untranslated(text, ...values);
  };
  return Object.assign(t, { language });
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
    return reply.ok ? translated((await reply.json()) as Catalogue, name) : untranslated;
  } catch {
    return untranslated;
  }
}
