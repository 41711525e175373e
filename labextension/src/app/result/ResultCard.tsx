/** The one place for tests and results: before, while and after they run. It never pops up and covers no code. */
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Assignment, Submission } from '../../client/contract';
import type { Activity, Tried } from '../../state/model';
import { Button } from '../Button';
import { Icon, Spinner } from '../icons';
import { Report } from '../later';
import { protectionInWords } from '../protection';
import { POINTS } from '../ScoreBadge';
import type { Translate } from '../types';
import type { Headline } from './headline';
import type { Standings } from './standings';
import { TestRows, type Opened } from './TestRows';
import { gradedOf, testsAtStake, type ShownTest } from './tests';

export interface ResultCardProps {
  readonly activity: Activity;
  readonly assignment: Assignment;
  readonly headline: Headline;
  readonly tests: readonly ShownTest[];
  /** What is in the editor now. */
  readonly code: string;
  readonly standings: Standings;
  /** Nothing can be heard of what is under way. */
  readonly paused: boolean;
  readonly collapsed: boolean;
  /** Stands under a result that failed. */
  readonly help: ReactNode;
  readonly t: Translate;
  readonly onCollapse: (collapsed: boolean) => void;
  readonly onGoTo: (line: number) => void;
  readonly onOpenAttempt: (submission: Submission) => void;
  readonly onRegrade: (submission: Submission) => void;
  /** Sends once more what did not begin. */
  readonly onAgain: (tried: Tried) => void;
  readonly onReload: () => void;
}

function Progress({
  tests,
  total,
  t,
}: {
  readonly tests: readonly ShownTest[];
  readonly total: number;
  readonly t: Translate;
}): ReactElement {
  const finished = tests.filter((test) => test.standing !== 'waiting' && test.standing !== 'running').length;
  return (
    <div
      className="pp-progress"
      role="progressbar"
      aria-label={t('Tests finished')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={finished}
    >
      <i style={{ width: `${Math.max(3, (100 * finished) / Math.max(1, total))}%` }} />
    </div>
  );
}

function Head({ activity, headline, collapsed, t, onCollapse }: ResultCardProps): ReactElement {
  const { icon, title, meta, tone } = headline;
  const protection = activity.kind === 'graded' ? activity.submission.feedback?.protection : undefined;
  const gained = activity.kind === 'graded' && activity.gained;
  return (
    <header className="pp-result-head">
      {icon === null ? null : icon === 'spinner' ? <Spinner className="pp-brand" /> : <Icon name={icon} />}
      <h2 tabIndex={-1}>{title}</h2>
      {gained ? <b className="pp-ok pp-num">{t('+%1 points', POINTS)}</b> : null}
      {tone === null ? null : <span className="pp-space" />}
      <span className="pp-result-meta pp-num" title={protection && protectionInWords(t, protection)}>
        {meta}
      </span>
      {tone === null ? null : (
        <Button
          look="icon"
          className="pp-collapse"
          aria-label={collapsed ? t('Expand result') : t('Collapse result')}
          aria-expanded={!collapsed}
          onClick={() => onCollapse(!collapsed)}
        >
          <Icon name={collapsed ? 'up' : 'down'} />
        </Button>
      )}
    </header>
  );
}

function Content(props: ResultCardProps): ReactElement {
  const { activity, assignment, tests, t } = props;
  const [opened, setOpened] = useState<Opened>(new Map());
  const open = (number: number, how: boolean): void =>
    setOpened((before) => new Map([...before].filter(([one]) => one !== number)).set(number, how));
  const verdict = gradedOf(activity, assignment)?.verdict ?? null;
  const rows = <TestRows activity={activity} tests={tests} verdict={verdict} opened={opened} t={t} onOpen={open} />;
  return (
    <div className="pp-result-scroll">
      {activity.kind === 'idle' ? (
        rows
      ) : (
        <Report {...props} activity={activity} rows={rows} meanwhile={rows} onChoose={(number) => open(number, true)} />
      )}
    </div>
  );
}

/** Tells one result from the next: what was opened in one is closed in the other. */
function identity(activity: Activity, assignment: Assignment): string {
  if (activity.kind === 'graded') return activity.submission.id;
  if (activity.kind === 'ran') return `run ${activity.at}`;
  return assignment.id;
}

/** The card, under the code. */
export function ResultCard(props: ResultCardProps): ReactElement {
  const { activity, assignment, headline, tests, collapsed, t } = props;
  return (
    <section
      className="pp-result"
      data-tone={headline.tone ?? undefined}
      aria-label={activity.kind === 'idle' ? t('Tests') : t('Result')}
      aria-busy={headline.busy}
      data-pp-region="result"
      tabIndex={-1}
    >
      {headline.busy ? <Progress tests={tests} total={testsAtStake(activity, assignment)} t={t} /> : null}
      <Head {...props} />
      {collapsed && headline.tone !== null ? null : <Content key={identity(activity, assignment)} {...props} />}
    </section>
  );
}
