/** Previous, Run, Submit, Next: one of them is filled, and it is the next step. */
import { useId, type ReactElement, type ReactNode } from 'react';
import type { Assignment } from '../client/contract';
import type { Activity, Purpose } from '../state/model';
import { Button } from './Button';
import type { Deadline } from './deadline';
import { Icon, Spinner } from './icons';
import { keyLabel, type KeyMap } from './keys';
import { busy as isBusy } from '../state/select';
import { OwnInputForm, OwnInputToggle, useOwnInput } from './OwnInput';
import type { Translate } from './types';

interface ActionBarProps {
  readonly assignment: Assignment;
  /** The assignment is the only one here: there is nowhere to go. */
  readonly alone: boolean;
  readonly previous: Assignment | null;
  readonly next: Assignment | null;
  readonly solved: boolean;
  /** The next step is the next assignment: solved, and not being worked on again. */
  readonly onward: boolean;
  readonly deadline: Deadline | null;
  /** A submission would be refused. */
  readonly closed: boolean;
  /** Nothing can be heard of what is under way. */
  readonly paused: boolean;
  readonly activity: Activity;
  readonly keys: KeyMap;
  readonly t: Translate;
  readonly onOpen: (assignmentId: string) => void;
  readonly onRun: () => void;
  readonly onRunOn: (stdin: string) => void;
  readonly onSubmit: () => void;
}

function purposeOf(activity: Activity): Purpose | null {
  return 'purpose' in activity ? activity.purpose : null;
}

/** The word on the button that is under way. */
function progressWord(t: Translate, activity: Activity, paused: boolean): string {
  if (paused && activity.kind !== 'submitting') return t('Waiting');
  if (activity.kind === 'queued') return t('Queued');
  return activity.kind === 'running' ? t('Running') : t('Submitting…');
}

function named(assignment: Assignment): string {
  return `${assignment.order_number}. ${assignment.title}`;
}

function Keys({ binding }: { readonly binding: string }): ReactElement {
  return (
    <kbd className="pp-wide-only" aria-hidden="true">
      {keyLabel(binding)}
    </kbd>
  );
}

function Previous({ previous, t, onOpen }: ActionBarProps): ReactElement {
  return (
    <Button
      off={previous === null}
      aria-label={previous ? t('Previous assignment: %1', previous.title) : t('Previous assignment')}
      title={previous ? named(previous) : t('This is the first assignment')}
      onClick={() => previous && onOpen(previous.id)}
    >
      <Icon name="left" />
      <span className="pp-not-narrow">{t('Previous')}</span>
    </Button>
  );
}

function Next({ next, onward, closed, t, onOpen }: ActionBarProps): ReactElement {
  return (
    <Button
      look={(onward || closed) && next !== null ? 'fill' : 'outline'}
      off={next === null}
      aria-label={next ? t('Next assignment: %1', next.title) : t('Next assignment')}
      title={next ? named(next) : t('This is the last assignment')}
      onClick={() => next && onOpen(next.id)}
    >
      <span className="pp-not-narrow">{t('Next')}</span>
      <Icon name="right" />
    </Button>
  );
}

/** What is worth a word beside Submit: that it is over, and that it soon will be for who has not solved it. */
function closingOf({ deadline, solved }: ActionBarProps): Deadline | null {
  return deadline?.kind === 'closed' || (deadline?.kind === 'soon' && !solved) ? deadline : null;
}

function Closing({ kind, notice, id }: Deadline & { readonly id: string }): ReactElement {
  return (
    <span className={kind === 'soon' ? 'pp-closing pp-warn' : 'pp-closing'} id={id}>
      <Icon name={kind === 'soon' ? 'clock' : 'lock'} />
      {notice}
    </span>
  );
}

/** Previous at the far left, then Run, Submit and Next at the right. */
export function ActionBar(props: ActionBarProps): ReactElement {
  const { alone, assignment, next, solved, onward, closed, paused, activity, keys, t, onRun, onRunOn, onSubmit } =
    props;
  const input = useOwnInput(assignment);
  const busy = isBusy(activity);
  const id = useId();
  const closing = closingOf(props);
  const purpose = purposeOf(activity);
  const face = (mine: Purpose, icon: ReactNode, word: string, binding: string | null): ReactNode => (
    <>
      {purpose === mine && !paused ? <Spinner /> : icon}
      {purpose === mine && (mine === 'submit' || activity.kind === 'running')
        ? progressWord(t, activity, paused)
        : word}
      {binding === null ? null : <Keys binding={binding} />}
    </>
  );
  const submitWord = solved ? t('Submit again') : t('Submit');
  return (
    <footer className="pp-actions" role="group" aria-label={t('Actions')} data-pp-region="actions" tabIndex={-1}>
      {input.open ? (
        <OwnInputForm input={input} busy={busy} running={purpose === 'input' && !paused} t={t} onRun={onRunOn} />
      ) : null}
      {alone ? null : <Previous {...props} />}
      <span className="pp-space pp-not-narrow" />
      {closing === null ? null : <Closing {...closing} id={id} />}
      <span className="pp-joined pp-grow">
        <Button className="pp-grow" off={busy} title={t('Run the visible tests')} onClick={onRun}>
          {face('run', <Icon name="play" />, t('Run'), purpose === 'run' ? null : keys.run)}
        </Button>
        <OwnInputToggle input={input} t={t} />
      </span>
      <Button
        className="pp-grow"
        look={closed || (onward && next !== null) ? 'outline' : 'fill'}
        off={busy || closed}
        aria-describedby={closing === null ? undefined : id}
        onClick={onSubmit}
      >
        {face('submit', <Icon name="send" />, submitWord, solved || purpose === 'submit' ? null : keys.submit)}
      </Button>
      {alone ? null : <Next {...props} />}
    </footer>
  );
}
