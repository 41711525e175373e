/** Two counts and a chip for every test: the whole result at a glance. */
import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../Button';
import { Icon, Spinner, type IconName } from '../icons';
import type { Translate } from '../types';
import { standingName, type ShownTest, type Standing } from './tests';

const LOOKS: Readonly<Record<Standing, { readonly look: string; readonly icon: IconName | null }>> = {
  passed: { look: 'ok', icon: 'check' },
  failed: { look: 'bad', icon: 'cross' },
  error: { look: 'bad', icon: 'cross' },
  timeout: { look: 'warn', icon: 'clock' },
  output: { look: 'warn', icon: 'warning' },
  memory: { look: 'warn', icon: 'warning' },
  'not-run': { look: 'skipped', icon: null },
  waiting: { look: 'waiting', icon: null },
  running: { look: 'running', icon: null },
};

interface ChipProps {
  readonly shown: ShownTest;
  readonly stop: boolean;
  readonly t: Translate;
  readonly onChoose: (number: number) => void;
}

function Chip({ shown, stop, t, onChoose }: ChipProps): ReactElement {
  const { look, icon } = LOOKS[shown.standing];
  const name = shown.hidden
    ? t('Hidden test %1: %2', shown.number, standingName(t, shown.standing))
    : t('Test %1: %2', shown.number, standingName(t, shown.standing));
  return (
    <li>
      <Button
        look="bare"
        className={`pp-chip pp-chip-${look} pp-num`}
        aria-label={name}
        title={shown.result?.name ?? shown.test?.name ?? undefined}
        tabIndex={stop ? 0 : -1}
        onClick={() => onChoose(shown.number)}
      >
        {icon === null ? null : <Icon name={icon} />}
        {shown.standing === 'running' ? <Spinner /> : null}
        {shown.number}
      </Button>
    </li>
  );
}

/** Left and Right move among the chips: the group is one tab stop. */
function moveAmong(event: KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const chips = [...event.currentTarget.querySelectorAll('button')];
  const target = chips[chips.findIndex((chip) => chip === document.activeElement) + step];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

interface CountProps extends CountsProps {
  readonly hidden: boolean;
}

function Count({ tests, hidden, t, onChoose }: CountProps): ReactElement {
  const passed = tests.filter((test) => test.standing === 'passed').length;
  const pending = tests.every((test) => test.standing === 'waiting');
  const label = hidden ? t('Hidden') : t('Visible');
  const spoken = hidden
    ? t('%1 of %2 hidden tests passed', passed, tests.length)
    : t('%1 of %2 visible tests passed', passed, tests.length);
  return (
    <div className="pp-count">
      <span className="pp-count-label">
        {hidden ? <Icon name="lock" /> : null}
        {label} <b className="pp-num">{pending ? '' : `${passed}/${tests.length}`}</b>
      </span>
      <span className="pp-count-value pp-num" role="img" aria-label={spoken}>
        {pending ? <span className="pp-muted">–</span> : passed}
        <small>/{tests.length}</small>
      </span>
      {/* The keys belong to the group: its chips have the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol className="pp-chips" aria-label={hidden ? t('Hidden tests') : t('Visible tests')} onKeyDown={moveAmong}>
        {tests.map((shown, index) => (
          <Chip key={shown.number} shown={shown} stop={index === 0} t={t} onChoose={onChoose} />
        ))}
      </ol>
    </div>
  );
}

interface CountsProps {
  readonly tests: readonly ShownTest[];
  readonly t: Translate;
  /** A chip was chosen: its row is to be shown. */
  readonly onChoose: (number: number) => void;
}

/** Visible and hidden tests side by side; either is left out where there is none. */
export function Counts({ tests, t, onChoose }: CountsProps): ReactElement {
  const groups = [false, true].map((hidden) => ({ hidden, tests: tests.filter((test) => test.hidden === hidden) }));
  return (
    <div className="pp-counts">
      {groups.map((group) =>
        group.tests.length === 0 ? null : (
          <Count key={String(group.hidden)} hidden={group.hidden} tests={group.tests} t={t} onChoose={onChoose} />
        ),
      )}
    </div>
  );
}
