/** Previous, Run, Submit, Next: one of them is filled, and it is the next step. */
import { useId, type ReactElement, type ReactNode } from 'react';
import type { Assignment } from '../client/contract';
import type { Activity, Purpose } from '../state/model';
import { Button } from './Button';
import type { Deadline } from './deadline';
import { Icon, Spinner, type IconName } from './icons';
import { keyLabel, type KeyMap } from './keys';
import { isFree, purposeOf } from '../state/select';
import { OwnInputForm } from './later';
import { OwnInputToggle, useOwnInput } from './OwnInput';
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
  /** Why what was asked for a moment ago did not begin; empty where it did. */
  readonly notice: string;
  /** What is in the editor. */
  readonly code: string;
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

/** Where there is little room, that it is done once more goes without saying. */
function SubmitWord({ solved, t }: ActionBarProps): ReactElement {
  if (!solved) return <>{t('Submit')}</>;
  return (
    <>
      <span className="pp-roomy-only">{t('Submit again')}</span>
      <span className="pp-tight-only">{t('Submit')}</span>
    </>
  );
}

/** What is worth a word beside Submit: that it is over, and that it soon will be for who has not solved it. */
function closingOf({ deadline, solved }: ActionBarProps): Deadline | null {
  return deadline?.kind === 'closed' || (deadline?.kind === 'soon' && !solved) ? deadline : null;
}

interface NoticeProps {
  readonly icon: IconName;
  readonly words: string;
  readonly warning?: boolean;
  readonly id?: string;
}

/** A word beside the buttons; in a narrow place above them. */
function Notice({ icon, words, warning = false, id }: NoticeProps): ReactElement {
  return (
    <span className={warning ? 'pp-bar-notice pp-warn' : 'pp-bar-notice'} id={id}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

/** Previous at the far left, then Run, Submit and Next at the right. */
export function ActionBar(props: ActionBarProps): ReactElement {
  const { alone, assignment, next, solved, onward, closed, notice, code, paused, activity, keys, t } = props;
  const { onRun, onRunOn, onSubmit } = props;
  const input = useOwnInput(assignment);
  const id = useId();
  const closing = closingOf(props);
  const purpose = purposeOf(activity);
  const mayRun = isFree(activity, 'run');
  const maySubmit = isFree(activity, 'submit');
  const face = (mine: Purpose, icon: ReactNode, word: ReactNode, binding: string | null): ReactNode => (
    <>
      {purpose === mine && !paused ? <Spinner /> : icon}
      {purpose === mine && (mine === 'submit' || activity.kind === 'running')
        ? progressWord(t, activity, paused)
        : word}
      {binding === null ? null : <Keys binding={binding} />}
    </>
  );
  return (
    <footer
      className={alone ? 'pp-actions pp-actions-alone' : 'pp-actions'}
      role="group"
      aria-label={t('Actions')}
      data-pp-region="actions"
      tabIndex={-1}
    >
      {input.open ? (
        <OwnInputForm
          input={input}
          code={code}
          off={!mayRun}
          running={purpose === 'input' && !paused}
          t={t}
          onRun={onRunOn}
        />
      ) : null}
      {alone ? null : <Previous {...props} />}
      <span className="pp-space pp-not-narrow" />
      {notice === '' ? null : <Notice icon="clock" words={notice} />}
      {closing === null ? null : (
        <Notice
          icon={closing.kind === 'soon' ? 'clock' : 'lock'}
          words={closing.notice}
          warning={closing.kind === 'soon'}
          id={id}
        />
      )}
      <span className="pp-joined pp-grow">
        <Button className="pp-grow" off={!mayRun} title={t('Run the visible tests')} onClick={onRun}>
          {face('run', <Icon name="play" />, t('Run'), purpose === 'run' ? null : keys.run)}
        </Button>
        {input.offered ? <OwnInputToggle input={input} t={t} /> : null}
      </span>
      <Button
        className="pp-grow"
        look={closed || (onward && next !== null) ? 'outline' : 'fill'}
        off={!maySubmit || closed}
        title={maySubmit && !mayRun ? t('Submit now, in place of the run') : undefined}
        aria-describedby={closing === null ? undefined : id}
        onClick={onSubmit}
      >
        {face(
          'submit',
          <Icon name="send" />,
          <SubmitWord {...props} />,
          solved || purpose === 'submit' ? null : keys.submit,
        )}
      </Button>
      {alone ? null : <Next {...props} />}
    </footer>
  );
}
