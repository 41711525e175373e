/** The comparison, loaded when it is first used; where that fails, the server was upgraded since the page was opened. */
import { lazy } from 'react';
import type { CompareProps } from './Compare';

export const Compare = lazy(() =>
  import('./Compare').catch(() => ({
    default: ({ t }: CompareProps) => (
      <p role="alert">{t('The comparison could not be loaded. Reload the page to try again.')}</p>
    ),
  })),
);
