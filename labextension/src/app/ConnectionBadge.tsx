/** Whether results arrive by themselves at this moment. */
import type { ReactElement } from 'react';
import type { Connection } from '../state/model';
import { Icon, type IconName } from './icons';
import type { Translate } from './types';

interface Look {
  readonly icon: IconName;
  readonly label: string;
  readonly calm: boolean;
}

function lookOf(t: Translate, connection: Connection): Look {
  switch (connection) {
    case 'live':
      return { icon: 'dot', label: t('Live'), calm: true };
    case 'connecting':
      return { icon: 'ring', label: t('Connecting…'), calm: true };
    case 'polling':
      return { icon: 'history', label: t('Checking for results'), calm: true };
    case 'too-many':
      return { icon: 'history', label: t('Too many pages'), calm: false };
    case 'reconnecting':
      return { icon: 'offline', label: t('Reconnecting…'), calm: false };
    case 'signed-out':
      return { icon: 'lock', label: t('Signed out'), calm: false };
    case 'stale-page':
      return { icon: 'lock', label: t('Reload needed'), calm: false };
    case 'refused':
      return { icon: 'lock', label: t('Refused'), calm: false };
    case 'misconfigured':
      return { icon: 'wrench', label: t('Not set up'), calm: false };
    case 'offline':
      return { icon: 'offline', label: t('Offline'), calm: false };
  }
}

interface ConnectionBadgeProps {
  readonly connection: Connection;
  readonly t: Translate;
}

/** A dot and a word; an icon and a word when it is not live, which a narrow place leaves to the banner. */
export function ConnectionBadge({ connection, t }: ConnectionBadgeProps): ReactElement {
  const { icon, label, calm } = lookOf(t, connection);
  return (
    <span className="pp-connection" data-connection={connection} data-calm={calm} role="status" title={label}>
      <Icon name={icon} />
      <span className="pp-narrow-hidden-text">{label}</span>
    </span>
  );
}
