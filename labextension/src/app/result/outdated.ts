import type { Assignment } from '../../client/contract';
import type { Translate } from '../types';

/** What stands over a result of an earlier version. */
export function outdatedWords(t: Translate, { status }: Assignment): string {
  return status === 'solved'
    ? t('For an earlier version of this assignment. It stays solved.')
    : t('For an earlier version of this assignment. Submit again to see what its tests say now.');
}
