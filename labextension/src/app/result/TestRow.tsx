/** One test: icon, number, call or hint, and on request what was asked and what came back. */
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../Button';
import { CodeText } from '../CodeText';
import { Icon, Spinner, type IconName } from '../icons';
import { TestBody } from '../later';
import type { Translate } from '../types';
import { literal, output } from './literal';
import { callOf, hasFailed, standingName, wanted, type ShownTest, type Standing } from './tests';

const LOOKS: Readonly<Record<Standing, { readonly icon: IconName | null; readonly tone: string }>> = {
  passed: { icon: 'check', tone: 'pp-ok' },
  failed: { icon: 'cross', tone: 'pp-bad' },
  error: { icon: 'cross', tone: 'pp-bad' },
  timeout: { icon: 'clock', tone: 'pp-warn' },
  output: { icon: 'warning', tone: 'pp-warn' },
  memory: { icon: 'warning', tone: 'pp-warn' },
  'not-run': { icon: 'ring', tone: 'pp-muted' },
  waiting: { icon: 'ring', tone: 'pp-muted' },
  running: { icon: null, tone: 'pp-brand' },
};

/** Spaces that nobody would see or count: several in a row, or at an end. Between two words they speak for themselves. */
const UNSEEN = /^ +| {2,}| +$/g;

/** The expected value as the idle list shows it at the right: short, or how many lines it has. */
function Preview({ shown, t }: { readonly shown: ShownTest; readonly t: Translate }): ReactElement | null {
  const expected = shown.standing === 'waiting' ? wanted(shown, t) : null;
  if (expected === null) return null;
  const { kind, quote, value } = shown.test?.kind === 'stdin' ? output(expected) : literal(expected);
  const lines = value.split('\n').length;
  const short = kind === 'text' ? value.replace(UNSEEN, (spaces) => '·'.repeat(spaces.length)) : value;
  return (
    <code className="pp-test-expected pp-wide-only">
      {lines > 1 ? t('text of %1 lines', lines) : `${quote}${short}${quote}`}
    </code>
  );
}

/** The name that a hidden test has where its author gave none. */
const UNNAMED = /^(Hidden test|Test) \d+$/;

/** What a student may read of a hidden test: the name and the message that its author gave it. */
function hintOf({ result }: ShownTest): string {
  const name = result === null || UNNAMED.test(result.name) ? null : result.name;
  return [name, result?.message].filter(Boolean).join(': ');
}

function Title({
  shown,
  first,
  t,
}: {
  readonly shown: ShownTest;
  readonly first: boolean;
  readonly t: Translate;
}): ReactNode {
  if (shown.hidden) {
    return (
      <span className="pp-test-hint">
        {t('Hidden.')} {hintOf(shown)}
      </span>
    );
  }
  if (first) return <span className="pp-muted">{t('first test that failed')}</span>;
  const call = callOf(shown);
  if (call === null) return <span className="pp-test-hint">{shown.test?.name ?? shown.result?.name}</span>;
  return (
    <code className="pp-test-call">
      <CodeText code={call} />
    </code>
  );
}

interface TestRowProps {
  readonly shown: ShownTest;
  /** The first failed test says so instead of repeating its call, which stands right below. */
  readonly first: boolean;
  readonly open: boolean;
  /** While tests run there is nothing to open. */
  readonly still: boolean;
  readonly t: Translate;
  readonly onToggle: (number: number) => void;
}

/** A row; those of hidden tests have nothing to open. */
export function TestRow({ shown, first, open, still, t, onToggle }: TestRowProps): ReactElement {
  const { icon, tone } = LOOKS[shown.standing];
  const opens = !shown.hidden && !still;
  const content = (
    <>
      <span className={tone}>{icon === null ? <Spinner /> : <Icon name={icon} />}</span>
      <span className="pp-unseen">{standingName(t, shown.standing)}</span>
      <span className="pp-test-name pp-num">{t('Test %1', shown.number)}</span>
      <Title shown={shown} first={first && open} t={t} />
      {(shown.result ?? shown.test)?.shared === true ? <span className="pp-muted">{t('(shared)')}</span> : null}
      <span className="pp-space" />
      <Preview shown={shown} t={t} />
      {opens ? <Icon name={open ? 'up' : 'down'} className="pp-chevron" /> : null}
    </>
  );
  const marks = { 'data-pp-test': shown.number, 'data-pp-failed': hasFailed(shown) || undefined };
  return (
    <div className="pp-test">
      {opens ? (
        <Button
          look="bare"
          className="pp-test-head"
          aria-expanded={open}
          onClick={() => onToggle(shown.number)}
          {...marks}
        >
          {content}
        </Button>
      ) : (
        <div className="pp-test-head" tabIndex={-1} {...marks}>
          {content}
        </div>
      )}
      {opens && open ? <TestBody shown={shown} t={t} /> : null}
    </div>
  );
}
