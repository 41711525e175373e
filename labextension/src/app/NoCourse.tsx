/** What stands in the place of an assignment where the server says that there is none. */
import type { ReactElement } from 'react';
import type { Load } from '../state/model';
import { Icon } from './icons';
import { missingWords } from './missing';
import { Say } from './phrase';
import { withdrawnWords } from './trouble';
import type { Translate } from './types';

interface NoCourseProps {
  readonly load: Extract<Load, { kind: 'empty' | 'error' }>;
  readonly t: Translate;
}

function Empty({ t }: { readonly t: Translate }): ReactElement {
  return (
    <div className="pp-full" role="status">
      <Icon name="book" className="pp-big" />
      <h2>{t('No assignments yet')}</h2>
      <p>
        {t(
          'Your course is set up, but nothing has been published so far. This page updates by itself when the first assignment appears.',
        )}
      </p>
    </div>
  );
}

function Withdrawn({ title, t }: { readonly title: string; readonly t: Translate }): ReactElement {
  return (
    <div className="pp-full" role="status">
      <Icon name="book" className="pp-big" />
      <h2>{t('Nothing to practise just now')}</h2>
      <p>
        <Say parts={withdrawnWords(t, title)} />{' '}
        {t('This page updates by itself as soon as there is an assignment again.')}
      </p>
    </div>
  );
}

/** What was asked for by a name that nothing has: asking again would not help. */
function Unknown({
  load,
  t,
}: {
  readonly load: Extract<Load, { kind: 'error' }>;
  readonly t: Translate;
}): ReactElement {
  const [first = [], ...rest] = missingWords(t, load);
  return (
    <div className="pp-full" role="alert">
      <Icon name="book" className="pp-big" />
      <h2>
        <Say parts={first} />
      </h2>
      {rest.map((sentence, index) => (
        <p key={index}>
          <Say parts={sentence} />
        </p>
      ))}
    </div>
  );
}

/** Nothing published yet, nothing left, or nothing by that name. */
export function NoCourse({ load, t }: NoCourseProps): ReactElement {
  if (load.kind === 'error') return <Unknown load={load} t={t} />;
  return load.withdrawn === null ? <Empty t={t} /> : <Withdrawn title={load.withdrawn} t={t} />;
}
