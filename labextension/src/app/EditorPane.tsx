/** The right pane: the editor with its head, and the result under it. */
import { useMemo, type CSSProperties, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { Assignment, Submission } from '../client/contract';
import type { PracticeActions, PracticeState } from '../state/model';
import { Button } from './Button';
import { CodeEditor, type EditorHandle } from './editor/CodeEditor';
import { clock, normalised } from './format';
import { useKept } from './hooks';
import { Icon } from './icons';
import { Menu, type MenuItem } from './Menu';
import type { Preferences } from './preferences';
import { ResultCard } from './result/ResultCard';
import { Splitter } from './Splitter';
import type { Translate } from './types';
import type { Shown } from './useShown';
import type { View } from './Views';

const RESULT = { min: 15, max: 85, usual: 58 } as const;

/** What the code is called where it is graded. */
const FILE = 'solution.py';

export interface EditorPaneProps {
  readonly id: string;
  readonly state: PracticeState;
  readonly actions: PracticeActions;
  readonly shown: Shown;
  readonly narrow: boolean;
  readonly view: View;
  readonly collapsed: boolean;
  readonly editor: RefObject<EditorHandle>;
  readonly preferences: Preferences;
  readonly menu: readonly MenuItem[];
  /** Stands under a result that failed. */
  readonly help: ReactNode;
  readonly t: Translate;
  readonly onCollapse: (collapsed: boolean) => void;
  readonly onOpenAttempt: (submission: Submission) => void;
}

function savedNote(t: Translate, state: PracticeState, shown: Shown): string {
  const draft = state.drafts[shown.assignment.id];
  if (draft?.place === 'sending') return t('Saving…');
  if (draft?.savedAt != null) {
    const at = clock(t, draft.savedAt);
    return draft.place === 'server' ? t('Saved %1', at) : t('Saved in this browser %1', at);
  }
  if (state.banners[shown.assignment.id]?.kind === 'resumed' || draft === undefined) return '';
  const kept = state.attempts[shown.assignment.id]?.items[0]?.code;
  return draft.code === shown.assignment.starter_code || draft.code === kept ? '' : t('Saving…');
}

function Head({ state, actions, shown, menu, t }: EditorPaneProps): ReactElement {
  const pristine = normalised(shown.code) === normalised(shown.assignment.starter_code);
  return (
    <header className="pp-editor-head">
      <b>
        <Icon name="code" />
        {FILE}
      </b>
      <span className="pp-space" />
      <span className="pp-saved pp-num">{savedNote(t, state, shown)}</span>
      <Button
        look="icon"
        off={pristine}
        aria-label={t('Reset to template')}
        title={pristine ? t('This is the template') : t('Reset to template')}
        onClick={() => actions.reset()}
      >
        <Icon name="reset" />
      </Button>
      {menu.length === 0 ? null : <Menu label={t('More')} items={menu} t={t} />}
    </header>
  );
}

/** What the assignment itself says in Python: its names are worth offering. */
function writtenFor({ starter_code, visible_tests }: Assignment): string {
  return [starter_code, ...visible_tests.map((test) => test.call ?? '')].join('\n');
}

/** The result takes what it needs up to a share of the pane that the student can move; then it scrolls. */
export function EditorPane(props: EditorPaneProps): ReactElement {
  const { id, actions, shown, narrow, view, collapsed, editor, help, t, onCollapse, onOpenAttempt } = props;
  const [share, setShare] = useKept('result', RESULT.usual);
  const { preferences } = props;
  const wrapped = useMemo(
    () => ({ ...preferences, wrapLines: preferences.wrapLines || narrow }),
    [preferences, narrow],
  );
  const hints = useMemo(() => writtenFor(shown.assignment), [shown.assignment]);
  const goTo = (line: number): void => editor.current?.goTo(line, true);
  return (
    <section
      className="pp-right"
      id={id}
      aria-label={t('Code and result')}
      style={share === RESULT.usual ? undefined : ({ '--pp-result': `${share}%` } as CSSProperties)}
    >
      <Head {...props} />
      <div className="pp-code" data-pp-region="editor">
        <CodeEditor
          name={shown.assignment.id}
          code={shown.code}
          lens={shown.lens}
          preferences={wrapped}
          hints={hints}
          visible={!narrow || view === 'code'}
          t={t}
          onChange={(changed) => actions.edit(changed)}
          handle={editor}
        />
      </div>
      <Splitter
        orientation="horizontal"
        label={t('Resize result')}
        value={share}
        {...RESULT}
        fromEnd
        onMove={setShare}
      />
      <ResultCard
        activity={shown.activity}
        assignment={shown.assignment}
        headline={shown.headline}
        tests={shown.tests}
        code={shown.code}
        standings={shown.standings}
        paused={shown.telling.paused !== null}
        collapsed={collapsed}
        help={help}
        t={t}
        onCollapse={onCollapse}
        onGoTo={goTo}
        onOpenAttempt={onOpenAttempt}
        onRegrade={(submission) => actions.regrade(submission)}
        onAgain={({ purpose, stdin }) => {
          if (purpose === 'submit') actions.submit();
          else if (stdin === null) actions.run();
          else actions.runOn(stdin);
        }}
        onReload={() => actions.reload()}
      />
    </section>
  );
}
