/** The app's `Translate` by JupyterLab's translator. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Translate } from '../app/types';

/** The domain of our strings in language packs. */
export const DOMAIN = 'jupyter_pyprac';

export function translate(trans: TranslationBundle): Translate {
  return (text, ...values) => {
    if (typeof text === 'string') return trans.__(text, ...values);
    const [count, ...rest] = values;
    return trans._n(text[0], text[1], Number(count), ...rest); // it counts the number as %1 by itself
  };
}
