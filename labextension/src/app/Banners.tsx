/** A word about the editor or the connection, above everything, with a way back. Nothing pops up. */
import { useEffect, type ReactElement, type ReactNode } from 'react';
import type { Assignment } from '../client/contract';
import { CUT, type Banner, type Connection, type PracticeActions } from '../state/model';
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

type Of<K extends Banner['kind']> = Extract<Banner, { kind: K }>;

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

function DraftBack({ banner, actions, t }: Props & { readonly banner: Of<'draft'> }): ReactElement {
  const { savedAt, elsewhere = false } = banner;
  const when = dayWithin(t, savedAt, useNow(MINUTE_MS));
  const at = clock(t, savedAt);
  const words = elsewhere
    ? phrase(t, '**Your draft is back.** Last edited %1 at %2 in another browser.', when, at)
    : phrase(t, '**Your draft is back.** Last edited %1 at %2.', when, at);
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

/** Nothing is decided for anybody: both drafts are kept until one is chosen, and the other one after that. */
function Conflict({ banner, actions, t }: Props & { readonly banner: Of<'conflict'> }): ReactElement {
  const at = clock(t, banner.savedAt);
  const words =
    banner.where === 'tab'
      ? phrase(t, '**Another browser tab saved a different draft** at %1. Both are kept.', at)
      : phrase(t, '**Another browser saved a different draft** at %1. Both are kept.', at);
  return (
    <Strip icon="history" words={words} warning>
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
      return <DraftBack banner={banner} actions={actions} t={t} />;
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
    case 'conflict':
      return <Conflict banner={banner} actions={actions} t={t} />;
    case 'chosen': {
      const words = phrase(t, 'The draft you chose is in the editor. The other one is kept.');
      return <Undoable words={words} actions={actions} t={t} />;
    }
    case 'missing': {
      const words = phrase(t, 'There is no assignment **%1** here. This one is open instead.', banner.asked);
      return (
        <Strip icon="book" words={words}>
          <Dismiss actions={actions} t={t} />
        </Strip>
      );
    }
    case 'back-online':
      return <BackOnline actions={actions} t={t} />;
  }
}

/** Says that the next assignment is about to open. */
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

/** Says that live updates are paused; nothing while they are not. */
export function ConnectionBanner({
  connection,
  actions,
  t,
}: Props & { readonly connection: Connection }): ReactElement | null {
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
