/** Two drafts to choose from: nothing is decided for anybody, and both can be read side by side. */
import { useState, type ReactElement } from 'react';
import type { Other } from '../../state/model';
import { Button } from '../Button';
import { Compare } from '../compare/Compare';
import { EDITOR, type End } from '../compare/ends';
import { clock } from '../format';
import { Icon } from '../icons';
import { phrase, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { Strip, type BannerProps } from './Strip';

interface ChoiceProps extends BannerProps {
  readonly where: 'tab' | 'browser';
  readonly other: Other;
  /** What is in the editor now. */
  readonly code: string;
}

function words(t: Translate, where: 'tab' | 'browser', savedAt: number | null): Phrase {
  const at = savedAt === null ? '' : clock(t, savedAt);
  if (where === 'tab') {
    return at === ''
      ? phrase(t, '**Another browser tab saved a different draft.** Both are kept.')
      : phrase(t, '**Another browser tab saved a different draft** at %1. Both are kept.', at);
  }
  return at === ''
    ? phrase(t, '**Another browser saved a different draft.** Both are kept.')
    : phrase(t, '**Another browser saved a different draft** at %1. Both are kept.', at);
}

/** Both drafts are kept until one is chosen, and the other one after that. */
export function Choice({ where, other, code, actions, t }: ChoiceProps): ReactElement {
  const [comparing, compare] = useState(false);
  const ends: readonly [End, End] = [
    { value: EDITOR, name: t('This draft'), code, verdict: null },
    { value: 'other', name: t('That draft'), code: other.code, verdict: null },
  ];
  return (
    <>
      <Strip icon="history" words={words(t, where, other.savedAt)} warning>
        <Button small aria-expanded={comparing} onClick={() => compare(!comparing)}>
          <Icon name="compare" />
          {t('Compare')}
        </Button>
        <Button small onClick={() => actions.undo()}>
          {t('Use that draft')}
        </Button>
        <Button small onClick={() => actions.dismissBanner()}>
          {t('Keep this one')}
        </Button>
      </Strip>
      {comparing ? (
        // It scrolls, so the keyboard has to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="pp-banner-more" tabIndex={0} role="group" aria-label={t('How the drafts differ')}>
          <Compare ends={ends} from="other" t={t} />
        </div>
      ) : null}
    </>
  );
}
