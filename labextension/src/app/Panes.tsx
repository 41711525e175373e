/** The two panes of an assignment: handout and attempts, code and result. */
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import type { Submission } from '../client/contract';
import type { PracticeState } from '../state/model';
import { painted } from '../state/page';
import type { EditorHandle } from './editor/CodeEditor';
import { EditorPane, type EditorPaneProps } from './EditorPane';
import { Handout } from './Handout';
import { HintSteps } from './HintSteps';
import { useKept } from './hooks';
import { NextHint, parts, SubmissionList } from './later';
import { Splitter } from './Splitter';
import type { PracticeAppProps } from './types';
import type { Shown } from './useShown';
import { Views, type View } from './Views';

const SPLIT = { min: 25, max: 65, usual: 41 } as const;

interface PanesProps
  extends Pick<PracticeAppProps, 'actions' | 'renderMarkdown' | 't'>, Pick<EditorPaneProps, 'preferences' | 'menu'> {
  readonly state: PracticeState;
  readonly shown: Shown;
  readonly narrow: boolean;
  readonly view: View;
  readonly collapsed: boolean;
  readonly editor: RefObject<EditorHandle>;
  readonly onView: (view: View) => void;
  readonly onCollapse: (collapsed: boolean) => void;
}

/** How many attempts there are, as far as the browser knows. */
function attemptCount(state: PracticeState, shown: Shown): number | null {
  const attempts = state.attempts[shown.assignment.id];
  const graded = shown.activity.kind === 'graded' ? shown.activity.submission.attempt : 0;
  const listed = attempts?.items[0]?.attempt ?? 0;
  if (attempts?.loaded !== true && listed + graded === 0 && shown.assignment.status !== 'untouched') return null;
  return Math.max(listed, graded);
}

/** Side by side where there is room, one below the other where there is less, tabs where there is little. */
export function Panes(props: PanesProps): ReactElement {
  const { state, shown, actions, renderMarkdown, t, narrow, view, onView } = props;
  const [split, setSplit] = useKept('split', SPLIT.usual);
  const [openId, setOpenId] = useState<string | null>(null);
  const id = useId();
  const panels = { handout: `${id}handout`, code: `${id}code`, attempts: `${id}attempts` };
  const left: View = !narrow && view === 'code' ? 'handout' : view;
  const more = useCallback(() => actions.moreAttempts(), [actions]);
  useEffect(() => painted(() => parts.prefetch()), []);
  const openAttempt = (submission: Submission): void => {
    setOpenId(submission.id);
    onView('attempts');
  };
  const hints = {
    total: shown.assignment.hints,
    hints: state.hints[shown.assignment.id],
    t,
    onNext: () => actions.hint(),
  };
  const panel = useTopOf(shown.assignment.id);
  const hintsId = `${id}hints`;
  const toHints = (): void => {
    flushSync(() => onView('handout'));
    const section = document.getElementById(hintsId);
    section?.focus({ preventScroll: true });
    section?.scrollIntoView({ block: 'nearest' });
    actions.hint();
  };
  const inEditor = (then: () => void): void => {
    then();
    if (narrow) onView('code');
  };
  return (
    <div
      className="pp-body"
      data-view={left}
      style={split === SPLIT.usual ? undefined : ({ '--pp-split': `${split}%` } as CSSProperties)}
    >
      <section className="pp-left" aria-label={t('Handout and submissions')} data-pp-region="handout" tabIndex={-1}>
        <Views
          view={left}
          narrow={narrow}
          attempts={attemptCount(state, shown)}
          panels={panels}
          t={t}
          onView={onView}
        />
        {left === 'code' ? null : (
          <div
            ref={panel}
            className="pp-panel"
            role="tabpanel"
            id={panels[left]}
            aria-labelledby={`${panels[left]}-tab`}
            tabIndex={0}
          >
            {left === 'handout' ? (
              <Handout assignment={shown.assignment} deadline={shown.deadline} renderMarkdown={renderMarkdown} t={t}>
                <HintSteps key={shown.assignment.id} {...hints} id={hintsId} renderMarkdown={renderMarkdown} />
              </Handout>
            ) : (
              <SubmissionList
                attempts={state.attempts[shown.assignment.id]}
                assignment={shown.assignment}
                code={shown.code}
                openId={openId}
                paused={shown.telling.paused !== null}
                t={t}
                onOpen={setOpenId}
                onRestore={(submission) => inEditor(() => actions.restore(submission))}
                onShow={(submission) => inEditor(() => actions.show(submission))}
                onMore={more}
              />
            )}
          </div>
        )}
      </section>
      <Splitter orientation="vertical" label={t('Resize handout')} value={split} {...SPLIT} onMove={setSplit} />
      <EditorPane
        {...props}
        id={panels.code}
        help={<NextHint {...hints} onNext={toHints} />}
        onOpenAttempt={openAttempt}
      />
    </div>
  );
}

/** What scrolls the handout; each assignment begins at its top. */
function useTopOf(assignmentId: string): RefObject<HTMLDivElement> {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (panel.current !== null) panel.current.scrollTop = 0;
  }, [assignmentId]);
  return panel;
}
