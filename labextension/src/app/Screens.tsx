/** What stands in the place of an assignment while there is none: loading, a load that failed, or that there is nothing. */
import { useState, type ReactElement } from 'react';
import type { Load, PracticeActions } from '../state/model';
import { Button } from './Button';
import { copy } from './copy';
import { secondsUntil } from './format';
import { useLasting, useNow } from './hooks';
import { Icon, type IconName } from './icons';
import { NoCourse, NoServer } from './later';
import { Say, textOf } from './phrase';
import { SHUT_OUT, troubleWords } from './trouble';
import type { Host, Translate } from './types';

/** Shorter loads show no words: they would only flicker. */
const QUIET_MS = 300;
/** The server knows: asking again would not help. */
const NOTHING: ReadonlySet<string> = new Set(['no-such', 'unknown-course']);
const BARS = ['50%', '80%', '92%', '70%', '86%'];

function Skeleton({ t }: { readonly t: Translate }): ReactElement {
  const slow = useLasting(true, QUIET_MS);
  return (
    <div className="pp-skeleton" role="status" aria-label={t('Loading the assignment…')}>
      {BARS.map((width, index) => (
        <i
          key={width}
          className={index === 0 ? 'pp-bar-title' : index === 4 ? 'pp-bar-block' : undefined}
          style={{ width }}
        />
      ))}
      <span className="pp-muted">{slow ? t('Loading the assignment…') : ' '}</span>
    </div>
  );
}

interface FailureProps {
  readonly load: Extract<Load, { kind: 'error' }>;
  readonly actions: PracticeActions;
  readonly t: Translate;
}

/** As the badge of the connection has it. */
function iconOf(code: string): IconName {
  if (SHUT_OUT.has(code)) return 'lock';
  return code === 'misconfigured' ? 'wrench' : 'offline';
}

function Failure({ load, actions, t }: FailureProps): ReactElement {
  const [copied, setCopied] = useState(false);
  const now = useNow(load.retryAt === null ? null : 1000);
  const words = troubleWords(t, load);
  const shutOut = SHUT_OUT.has(load.code);
  const details = `${load.code}: ${textOf(words)}\n${new Date(now).toISOString()}\n`;
  const left = load.retryAt === null ? 0 : secondsUntil(load.retryAt, now);
  return (
    <div className="pp-full" role="alert">
      <Icon name={iconOf(load.code)} className="pp-big" />
      <h2>{t('The course could not be loaded')}</h2>
      <p>
        <Say parts={words} /> {t('Anything you wrote is still saved in this browser.')}
      </p>
      <div className="pp-row">
        <Button look="fill" onClick={() => (shutOut ? actions.reload() : actions.retry())}>
          <Icon name="reset" />
          {shutOut ? t('Reload') : t('Retry')}
        </Button>
        <Button onClick={() => void copy(details).then(setCopied)}>{copied ? t('Copied') : t('Copy details')}</Button>
      </div>
      {/* The countdown is for the eye: read aloud every second it would be all one hears. */}
      {left > 0 ? (
        <p className="pp-num pp-fine" aria-hidden="true">
          {t('Trying again in %1 s', left)}
        </p>
      ) : null}
    </div>
  );
}

/** The screen for a course that is not there; `ready` has none. */
export function Screen({
  load,
  host,
  actions,
  t,
}: {
  readonly load: Load;
  readonly host: Host;
  readonly actions: PracticeActions;
  readonly t: Translate;
}): ReactElement | null {
  switch (load.kind) {
    case 'loading':
      return <Skeleton t={t} />;
    case 'empty':
      return <NoCourse load={load} t={t} />;
    case 'error':
      if (load.code === 'not-here' && host === 'cell') return <NoServer t={t} />;
      if (NOTHING.has(load.code)) return <NoCourse load={load} t={t} />;
      return <Failure load={load} actions={actions} t={t} />;
    case 'ready':
      return null;
  }
}
