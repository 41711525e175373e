/** The app's `Translate` by JupyterLab's translator. */
import type { ITranslator } from '@jupyterlab/translation';
import type { Translate, Wording } from '../app/types';

/** The domain of our strings, in our own catalogues and in language packs. */
const DOMAIN = 'jupyter_pyprac';

export function translate(translator: ITranslator): Translate {
  const trans = translator.load(DOMAIN);
  const t = (text: Wording, ...values: (string | number)[]): string => {
    if (typeof text === 'string') return trans.__(text, ...values);
    const [count, ...rest] = values;
    return trans._n(text[0], text[1], Number(count), ...rest); // it counts the number as %1 by itself
  };
  return Object.assign(t, { language: translator.languageCode });
}
