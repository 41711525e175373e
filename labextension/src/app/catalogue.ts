/** A `Translate` by a catalogue, as cells fetch one. */
import { filled, type Translate, untranslated, type Wording } from './types';

/** The texts by their English singular, each in its forms; behind the empty name stands what they are. */
export type Catalogue = Readonly<Record<string, readonly string[] | Readonly<Record<string, string>>>>;

/** Translates by a catalogue; what it lacks stays English. */
export function byCatalogue(catalogue: Catalogue, name: string): Translate {
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
