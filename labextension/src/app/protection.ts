/** How well the grader was shut off from what it runs. */
import type { Protection } from '../client/contract';
import type { Translate } from './types';

/** In plain words where the code ran, for the small print of an attempt. */
export function protectionInWords(t: Translate, protection: Protection): string {
  switch (protection) {
    case 'A':
      return t('Graded in full isolation');
    case 'B':
      return t('Graded in isolation');
    case 'C':
      return t('Graded with little isolation');
    case 'L':
      return t('Graded on this computer without isolation');
  }
}
