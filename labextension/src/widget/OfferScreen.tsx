/** Asks whether the course that lies beside the notebook is to be added to the server. */
import { useState, type ReactElement } from 'react';
import { Button } from '../app/Button';
import { Icon } from '../app/icons';
import { phrase, Say } from '../app/phrase';
import type { Translate } from '../app/types';
import type { Added, Offering } from './offering';

type Step = { readonly kind: 'asking' } | { readonly kind: 'adding' } | Exclude<Added, { kind: 'added' }>;

export function OfferScreen({
  offering,
  t,
  onDone,
}: {
  readonly offering: Offering;
  readonly t: Translate;
  readonly onDone: () => void;
}): ReactElement {
  const [step, setStep] = useState<Step>({ kind: 'asking' });
  const { title, assignments } = offering.offered;
  const add = async (): Promise<void> => {
    setStep({ kind: 'adding' });
    const added = await offering.add();
    if (added.kind === 'added') onDone();
    else setStep(added);
  };
  const adding = step.kind === 'adding';
  return (
    <div className="pp-full pp-offer">
      <Icon name="book" className="pp-big" />
      <h2>{t('Add the course “%1”?', title)}</h2>
      <p>
        <Say
          parts={phrase(
            t,
            [
              'It came with this notebook: **%1 assignment**. If it is here already, it is brought up to date, and what you wrote and solved stays.',
              'It came with this notebook: **%1 assignments**. If it is here already, it is brought up to date, and what you wrote and solved stays.',
            ],
            assignments,
          )}
        />
      </p>
      <p className="pp-fine">
        {t('Its hidden tests can be read by whoever has the folder: this is for practice, not for marks.')}
      </p>
      <div role="alert">
        <Refusal step={step} t={t} />
      </div>
      <div className="pp-row">
        <Button look="fill" off={adding} onClick={() => void add()}>
          {adding ? t('Adding the course…') : t('Add the course')}
        </Button>
        <Button off={adding} onClick={onDone}>
          {t('Not now')}
        </Button>
      </div>
    </div>
  );
}

function Refusal({ step, t }: { readonly step: Step; readonly t: Translate }): ReactElement | null {
  switch (step.kind) {
    case 'asking':
    case 'adding':
      return null;
    case 'kernel':
      return <p>{t('The notebook’s kernel does not answer. Run the cell once more.')}</p>;
    case 'refused':
      return (
        <>
          <p>{t('The course could not be added.')}</p>
          {step.said.map((sentence) => (
            <p key={sentence} lang="en">
              {sentence}
            </p>
          ))}
        </>
      );
  }
}
