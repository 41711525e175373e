/** A word about what just happened to the editor, with a way back. */
import { useEffect, type ReactElement } from 'react';
import type { Assignment } from '../../client/contract';
import type { Banner, Other } from '../../state/model';
import { Button } from '../Button';
import { changedWords } from '../changed';
import { clock, dayWithin } from '../format';
import { MINUTE_MS, useNow } from '../hooks';
import { Choice } from '../later';
import { phrase, type Phrase } from '../phrase';
import { withdrawnWords } from '../trouble';
import type { Translate } from '../types';
import { Dismiss, Strip, type BannerProps } from './Strip';

/** How long the word that all is well again stays. */
const BACK_ONLINE_MS = 4000;

type Of<K extends Banner['kind']> = Extract<Banner, { kind: K }>;

function Undoable({ words, actions, t }: BannerProps & { readonly words: Phrase }): ReactElement {
  return (
    <Strip icon="history" words={words}>
      <Button small onClick={() => actions.undo()}>
        {t('Undo')}
      </Button>
      <Dismiss actions={actions} t={t} />
    </Strip>
  );
}

function BackOnline({ actions, t }: BannerProps): ReactElement {
  useEffect(() => {
    const timer = setTimeout(() => actions.dismissBanner(), BACK_ONLINE_MS);
    return () => clearTimeout(timer);
  }, [actions]);
  return <Strip icon="check" words={phrase(t, 'Live again. Everything is up to date.')} />;
}

function DraftBack({ banner, actions, t }: BannerProps & { readonly banner: Of<'draft'> }): ReactElement {
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

function Resumed({ attempt, actions, t }: BannerProps & { readonly attempt: number }): ReactElement {
  return (
    <Strip icon="history" words={phrase(t, 'Attempt %1 is in the editor: the code you submitted last.', attempt)}>
      <Button small onClick={() => actions.reset()}>
        {t('Start from template')}
      </Button>
      <Dismiss actions={actions} t={t} />
    </Strip>
  );
}

function restoredWords(t: Translate, attempt: number, { savedAt }: Other): Phrase {
  return savedAt === null
    ? phrase(t, 'Attempt %1 is in the editor. Your draft is kept.', attempt)
    : phrase(t, 'Attempt %1 is in the editor. Your draft from %2 is kept.', attempt, clock(t, savedAt));
}

function resetWords(t: Translate, { savedAt }: Other): Phrase {
  return savedAt === null
    ? phrase(t, 'The template is in the editor. Your draft is kept.')
    : phrase(t, 'The template is in the editor. Your draft from %1 is kept.', clock(t, savedAt));
}

interface EditorBannerProps extends BannerProps {
  readonly banner: Banner;
  readonly assignment: Assignment;
  /** What is in the editor now. */
  readonly code: string;
}

function Changed({ assignment, actions, t }: BannerProps & { readonly assignment: Assignment }): ReactElement {
  const now = useNow(MINUTE_MS);
  return (
    <Strip icon="history" words={changedWords(t, assignment, now)}>
      <Dismiss actions={actions} t={t} />
    </Strip>
  );
}

/** The banner of the current assignment. */
export function EditorBanner({ banner, assignment, code, actions, t }: EditorBannerProps): ReactElement {
  switch (banner.kind) {
    case 'draft':
      return <DraftBack banner={banner} actions={actions} t={t} />;
    case 'restored':
      return <Undoable words={restoredWords(t, banner.attempt, banner.other)} actions={actions} t={t} />;
    case 'reset':
      return <Undoable words={resetWords(t, banner.other)} actions={actions} t={t} />;
    case 'resumed':
      return <Resumed attempt={banner.attempt} actions={actions} t={t} />;
    case 'changed':
      return <Changed assignment={assignment} actions={actions} t={t} />;
    case 'conflict':
      return <Choice where={banner.where} other={banner.other} code={code} actions={actions} t={t} />;
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
    case 'withdrawn': {
      return (
        <Strip icon="book" words={withdrawnWords(t, banner.title)}>
          <Dismiss actions={actions} t={t} />
        </Strip>
      );
    }
    case 'back-online':
      return <BackOnline actions={actions} t={t} />;
  }
}
