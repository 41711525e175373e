/** The word about the next hint, under a result. */
import type { ReactElement } from 'react';
import { NextButton, type StepProps } from './HintSteps';
import { Icon } from './icons';

/** Under a failed result where the handout is out of sight: that help is near. */
export function NextHint(props: StepProps): ReactElement | null {
  const { total, hints, t } = props;
  const next = (hints?.texts.length ?? 0) + 1;
  if (next > total) return null;
  return (
    <div className="pp-next-hint">
      <Icon name="bulb" />
      <span className="pp-num">{t('Stuck? Hint %1 of %2 is ready. Hints cost no points.', next, total)}</span>
      <span className="pp-space" />
      <NextButton {...props} />
    </div>
  );
}
