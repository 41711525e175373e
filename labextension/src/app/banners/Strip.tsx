/** One line above everything, with what can be done about it. Nothing pops up. */
import type { ReactElement, ReactNode } from 'react';
import type { PracticeActions } from '../../state/model';
import { Button } from '../Button';
import { Icon, type IconName } from '../icons';
import { Say, type Phrase } from '../phrase';
import type { Translate } from '../types';

export interface BannerProps {
  readonly actions: PracticeActions;
  readonly t: Translate;
}

interface StripProps {
  readonly icon: IconName;
  readonly words: Phrase;
  readonly warning?: boolean;
  readonly children?: ReactNode;
}

/** The line; what can be done stands at its end. */
export function Strip({ icon, words, warning = false, children }: StripProps): ReactElement {
  return (
    <div className={warning ? 'pp-banner pp-banner-warning' : 'pp-banner'} role="status">
      <Icon name={icon} />
      <span className="pp-banner-text">
        <Say parts={words} />
      </span>
      {children}
    </div>
  );
}

/** The word was read. */
export function Dismiss({ actions, t }: BannerProps): ReactElement {
  return (
    <Button look="icon" aria-label={t('Dismiss')} title={t('Dismiss')} onClick={() => actions.dismissBanner()}>
      <Icon name="cross" />
    </Button>
  );
}
