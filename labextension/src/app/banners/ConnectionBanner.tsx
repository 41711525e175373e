/** What holds while the server tells nothing by itself. */
import type { ReactElement } from 'react';
import { CHECK_EVERY } from '../../client/socket';
import { type Activity, type Connection, CUT } from '../../state/model';
import { purposeOf } from '../../state/select';
import { Button } from '../Button';
import { phrase, type Phrase } from '../phrase';
import type { Translate } from '../types';
import { Strip, type BannerProps } from './Strip';

interface ConnectionBannerProps extends BannerProps {
  readonly connection: Connection;
  readonly activity: Activity;
}

/** Only what has arrived is called safe. */
function words(t: Translate, connection: Connection, activity: Activity): Phrase {
  if (connection === 'misconfigured') {
    return phrase(t, '**Practice is not set up completely.** Your code is saved in this browser. Tell the staff.');
  }
  const seconds = CHECK_EVERY / 1000;
  const safe = purposeOf(activity) === 'submit' && activity.kind !== 'submitting';
  if (connection === 'offline') {
    return safe
      ? phrase(
          t,
          '**No connection.** Your code is saved here and your submission is safe. Checking every %1 s.',
          seconds,
        )
      : phrase(t, '**No connection.** Your code is saved in this browser. Checking every %1 s.', seconds);
  }
  return safe
    ? phrase(
        t,
        '**Live updates are paused.** Your code is saved here and your submission is safe. Checking every %1 s.',
        seconds,
      )
    : phrase(t, '**Live updates are paused.** Your code is saved in this browser. Checking every %1 s.', seconds);
}

function barredWords(t: Translate, connection: Connection): Phrase | null {
  switch (connection) {
    case 'signed-out':
      return phrase(
        t,
        '**You are no longer signed in.** Your code is saved in this browser. Reload the page to sign in again.',
      );
    case 'stale-page':
      return phrase(
        t,
        '**The server does not know this page any more.** Your code is saved in this browser. Reload the page.',
      );
    case 'refused':
      return phrase(
        t,
        '**Your way to the server is barred.** Your code is saved in this browser. Reload the page; if that does not help, tell the staff.',
      );
    default:
      return null;
  }
}

function TooManyPages({ actions, t }: BannerProps): ReactElement {
  const words = phrase(t, '**You have too many pages open.** Results come a little later here. Close some pages.');
  return (
    <Strip icon="history" warning words={words}>
      <Button small onClick={() => actions.reconnect()}>
        {t('Reconnect now')}
      </Button>
    </Strip>
  );
}

/** Says that live updates are paused, or come late; nothing while they do not. */
export function ConnectionBanner({ connection, activity, actions, t }: ConnectionBannerProps): ReactElement | null {
  if (connection === 'too-many') return <TooManyPages actions={actions} t={t} />;
  if (!CUT.has(connection)) return null;
  const why = barredWords(t, connection);
  if (why !== null) {
    return (
      <Strip icon="lock" warning words={why}>
        <Button small onClick={() => actions.reload()}>
          {t('Reload')}
        </Button>
      </Strip>
    );
  }
  return (
    <Strip icon={connection === 'misconfigured' ? 'wrench' : 'offline'} warning words={words(t, connection, activity)}>
      <Button small onClick={() => actions.reconnect()}>
        {t('Reconnect now')}
      </Button>
    </Strip>
  );
}
