/** Says that the next assignment is about to open. */
import type { ReactElement } from 'react';
import type { Assignment } from '../../client/contract';
import { Button } from '../Button';
import { phrase } from '../phrase';
import type { Translate } from '../types';
import { Strip } from './Strip';

export function OnwardBanner({
  next,
  t,
  onStay,
}: {
  readonly next: Assignment | null;
  readonly t: Translate;
  readonly onStay: () => void;
}): ReactElement {
  const words = phrase(t, 'Going on to **%1, %2** in a moment.', next?.order_number ?? 0, next?.title ?? '');
  return (
    <Strip icon="right" words={words}>
      <Button small onClick={onStay}>
        {t('Stay here')}
      </Button>
    </Strip>
  );
}
