/** What holds while nothing is heard of the server. */
import type { ReactElement } from 'react';
import { CUT, type Connection } from '../../state/model';
import { Button } from '../Button';
import { phrase } from '../phrase';
import { Strip, type BannerProps } from './Strip';

/** Says that live updates are paused; nothing while they are not. */
export function ConnectionBanner({
  connection,
  actions,
  t,
}: BannerProps & { readonly connection: Connection }): ReactElement | null {
  if (!CUT.has(connection)) return null;
  if (connection === 'signed-out') {
    const words =
      '**You are no longer signed in.** Your code is saved in this browser. Reload the page to sign in again.';
    return <Strip icon="lock" warning words={phrase(t, words)} />;
  }
  const safe = '**Live updates are paused.** Your code is saved here and your submission is safe. Checking every %1 s.';
  const gone =
    '**No connection.** Your code is saved in this browser. It goes on by itself when the connection is back.';
  return (
    <Strip icon="offline" warning words={connection === 'offline' ? phrase(t, gone) : phrase(t, safe, 5)}>
      <Button small onClick={() => actions.reconnect()}>
        {t('Reconnect now')}
      </Button>
    </Strip>
  );
}
