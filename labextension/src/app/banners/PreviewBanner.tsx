/** Says that an assignment is only looked at, and by whom. */
import type { ReactElement } from 'react';
import { Button } from '../Button';
import { locale } from '../format';
import { MINUTE_MS, useNow } from '../hooks';
import { join, phrase } from '../phrase';
import { Strip } from './Strip';
import type { PreviewOf, Translate } from '../types';

export function PreviewBanner({ preview, t }: { readonly preview: PreviewOf; readonly t: Translate }): ReactElement {
  const { releasedAt, onUpdate } = preview;
  const now = useNow(MINUTE_MS);
  const own = phrase(t, '**Preview.** Only you see this, and nothing counts in any course.');
  const later =
    releasedAt !== null && releasedAt > now ? phrase(t, 'Students see it from %1.', dateAndTime(t, releasedAt)) : [];
  return (
    <Strip icon="search" words={join(own, later)}>
      <Button small onClick={onUpdate}>
        {t('Update from notebook')}
      </Button>
    </Strip>
  );
}

function dateAndTime(t: Translate, moment: number): string {
  return new Date(moment).toLocaleString(locale(t), { dateStyle: 'medium', timeStyle: 'short' });
}
