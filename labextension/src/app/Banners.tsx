/** A word about the editor or the connection, above everything, with a way back. Nothing pops up. */
import { useEffect, type ReactElement, type ReactNode } from 'react';
import type { Banner, Connection, PracticeActions } from '../state/model';
import { Button } from './Button';
import { clock, dayWithin } from './format';
import { MINUTE_MS, useNow } from './hooks';
import { Icon, type IconName } from './icons';
import { phrase, Say, type Phrase } from './phrase';
import type { Translate } from './types';

/** How long the word that all is well again stays. */
const BACK_ONLINE_MS = 4000;

interface StripProps {
  readonly icon: IconName;
  readonly words: Phrase;
  readonly warning?: boolean;
  readonly children?: ReactNode;
}

function Strip({ icon, words, warning = false, children }: StripProps): ReactElement {
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

interface Props {
  readonly actions: PracticeActions;
  readonly t: Translate;
}

function Undoable({ words, actions, t }: Props & { readonly words: Phrase }): ReactElement {
  return (
    <Strip icon="history" words={words}>
      <Button small onClick={() => actions.undo()}>
        {t('Undo')}
      </Button>
      <Dismiss actions={actions} t={t} />
    </Strip>
  );
}

function Dismiss({ actions, t }: Props): ReactElement {
  return (
    <Button look="icon" aria-label={t('Dismiss')} title={t('Dismiss')} onClick={() => actions.dismissBanner()}>
      <Icon name="cross" />
    </Button>
  );
}

function BackOnline({ actions, t }: Props): ReactElement {
  useEffect(() => {
    const timer = setTimeout(() => actions.dismissBanner(), BACK_ONLINE_MS);
    return () => clearTimeout(timer);
  }, [actions]);
  return <Strip icon="check" words={phrase(t, 'Live again. Everything is up to date.')} />;
}

function DraftBack({ savedAt, actions, t }: Props & { readonly savedAt: number }): ReactElement {
  const when = dayWithin(t, savedAt, useNow(MINUTE_MS));
  const words = phrase(t, '**Your draft is back.** Last edited %1 at %2.', when, clock(t, savedAt));
  return (
    <Strip icon="reset" words={words}>
      <Button small onClick={() => actions.reset()}>
        {t('Start from template')}
      </Button>
      <Button small onClick={() => actions.dismissBanner()}>
        {t('Keep draft')}
      </Button>
    </Strip>
  );
}

function Resumed({ attempt, actions, t }: Props & { readonly attempt: number }): ReactElement {
  return (
    <Strip icon="history" words={phrase(t, 'Attempt %1 is in the editor: the code you submitted last.', attempt)}>
      <Button small onClick={() => actions.reset()}>
        {t('Start from template')}
      </Button>
      <Dismiss actions={actions} t={t} />
    </Strip>
  );
}

function OtherTab({ savedAt, actions, t }: Props & { readonly savedAt: number }): ReactElement {
  return (
    <Strip
      icon="history"
      words={phrase(t, '**Another browser tab saved a different draft** at %1.', clock(t, savedAt))}
    >
      <Button small onClick={() => actions.undo()}>
        {t('Use that draft')}
      </Button>
      <Button small onClick={() => actions.dismissBanner()}>
        {t('Keep this one')}
      </Button>
    </Strip>
  );
}

/** The banner of the current assignment. */
export function EditorBanner({ banner, actions, t }: Props & { readonly banner: Banner }): ReactElement {
  switch (banner.kind) {
    case 'draft':
      return <DraftBack savedAt={banner.savedAt} actions={actions} t={t} />;
    case 'restored': {
      const words = phrase(t, 'Attempt %1 is in the editor. Your draft is kept.', banner.attempt);
      return <Undoable words={words} actions={actions} t={t} />;
    }
    case 'reset':
      return (
        <Undoable words={phrase(t, 'The template is in the editor. Your draft is kept.')} actions={actions} t={t} />
      );
    case 'resumed':
      return <Resumed attempt={banner.attempt} actions={actions} t={t} />;
    case 'changed':
      return (
        <Strip
          icon="history"
          words={phrase(t, '**This assignment has changed.** The handout and tests are new. Your code is kept.')}
        >
          <Dismiss actions={actions} t={t} />
        </Strip>
      );
    case 'other-tab':
      return <OtherTab savedAt={banner.savedAt} actions={actions} t={t} />;
    case 'back-online':
      return <BackOnline actions={actions} t={t} />;
  }
}

/** Says that live updates are paused; nothing while they are not. */
export function ConnectionBanner({
  connection,
  actions,
  t,
}: Props & { readonly connection: Connection }): ReactElement | null {
  if (connection !== 'reconnecting' && connection !== 'offline') return null;
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
