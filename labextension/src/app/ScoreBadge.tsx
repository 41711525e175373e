/** The points in the header. */
import type { ReactElement } from 'react';
import { useCountUp } from './hooks';
import { Icon } from './icons';
import type { Translate } from './types';

export { POINTS } from '../state/progress';
const COUNT_MS = 600;

interface ScoreBadgeProps {
  readonly score: number;
  readonly total: number;
  /** Points were added by the result that is on show. */
  readonly gained: boolean;
  readonly t: Translate;
}

/** Points, total and progress; counts up to a higher score. The counting itself is not read aloud. */
export function ScoreBadge({ score, total, gained, t }: ScoreBadgeProps): ReactElement {
  const shown = useCountUp(score, COUNT_MS);
  const percent = total === 0 ? 0 : Math.min(100, (100 * score) / total);
  return (
    <span
      className={gained ? 'pp-score pp-score-up' : 'pp-score'}
      role="img"
      aria-label={t('%1 of %2 points', score, total)}
    >
      <Icon name="star" className={gained ? 'pp-ok' : 'pp-muted'} />
      <b className="pp-num">{shown}</b>
      <span className="pp-muted pp-num pp-not-narrow">/ {total}</span>
      <span className="pp-score-bar pp-wide-only">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
