/** The practice app: one state in, actions out. It knows no host, no request and no socket. */
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { flushSync } from 'react-dom';
import { ActionBar } from './ActionBar';
import { ConnectionBanner } from './banners/ConnectionBanner';
import { EditorBanner } from './banners/EditorBanner';
import { useDrawer } from './drawer/useDrawer';
import type { EditorHandle } from './editor/CodeEditor';
import { useNarrow } from './hooks';
import { useKeptFocus } from './keepFocus';
import { commandOf, DEFAULT_KEYS, type Command } from './keys';
import { AssignmentDrawer, OnwardBanner, PreviewBanner } from './later';
import { Navigation } from './Navigation';
import { Panes } from './Panes';
import { USUAL } from './preferences';
import { moveRegion, nextFailure } from './regions';
import { join, plain, Say } from './phrase';
import { announcement } from './result/announce';
import { purposeOf } from '../state/select';
import { Screen } from './Screens';
import type { PracticeAppProps } from './types';
import { useOnward } from './useOnward';
import { usePlace } from './usePlace';
import { useResultInView } from './useResultInView';
import { useShown } from './useShown';
import { useWaiting } from './useWaiting';

/**
 * Keeps the notebook's keys off what has the focus: a `b` on a button of ours would insert a cell.
 *
 * The host looks at the focused element alone, so the mark has to be there, not on the root.
 */
function hush(event: FocusEvent): void {
  event.target.setAttribute('data-lm-suppress-shortcuts', 'true');
}

/** Renders the practice of one course for a host. */
export function PracticeApp(props: PracticeAppProps): ReactElement {
  const { state, actions, host, renderMarkdown, t, keys, preferences = USUAL, menu = [], handle, preview } = props;
  const root = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle>(null);
  const narrow = useNarrow(root);
  useKeptFocus(root);
  const shown = useShown(state, t);
  const purpose = purposeOf(shown?.activity);
  const attempted = shown !== null && shown.activity.kind !== 'idle';
  const { view, collapsed, setView, setCollapsed, showResult } = usePlace(state.currentId, purpose, narrow);
  useResultInView(root, state.currentId, purpose);
  // Made narrow, the panel stays at what one is at: the code, also where one has just sent it from the bar below.
  useLayoutEffect(() => {
    const isIn = (pane: string): boolean =>
      root.current?.querySelector(pane)?.contains(document.activeElement) === true;
    if (narrow && (isIn('.pp-right') || (attempted && isIn('.pp-actions')))) setView('code');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when it becomes narrow
  }, [narrow]);
  const keyMap = { ...DEFAULT_KEYS, ...keys };
  const ready = state.load.kind === 'ready' ? shown : null;
  const drawer = useDrawer(ready !== null && state.assignments.length > 1);
  const { toggle } = drawer;
  const openFromDrawer = useCallback(
    (id: string) => {
      actions.open(id);
      toggle();
    },
    [actions, toggle],
  );
  const onward = useOnward(preferences.autoNext, ready, actions);

  const { begin, notice } = useWaiting(ready?.activity ?? null, t);
  const run = (): void => begin('run', () => actions.run());
  const runOn = (stdin: string): void => begin('input', () => actions.runOn(stdin));
  const submit = (): void => begin('submit', () => actions.submit());
  const reveal = (region: string): void => flushSync(() => setView(region === 'handout' ? 'handout' : 'code'));
  const toNextFailure = (element: HTMLElement): void => {
    flushSync(showResult);
    const number = nextFailure(element);
    const line = ready?.stale === true ? null : ready?.tests.find((test) => test.number === number)?.result?.line;
    if (line != null) editor.current?.goTo(line, false);
  };
  const carryOut = (command: Command): void => {
    const element = root.current;
    if (command === 'assignments') drawer.toggle();
    else if (element === null || drawer.open) return;
    else if (command === 'run') run();
    else if (command === 'submit') submit();
    else if (command === 'previous' && ready?.previous) actions.open(ready.previous.id);
    else if (command === 'next' && ready?.next) actions.open(ready.next.id);
    else if (command === 'next-region') moveRegion(element, 1, reveal);
    else if (command === 'previous-region') moveRegion(element, -1, reveal);
    else if (command === 'next-failure') toNextFailure(element);
  };
  useImperativeHandle(handle, () => ({ carryOut }));
  // On the way down, before the editor takes Ctrl+Enter for a new line.
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const command = commandOf(event, keyMap);
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    const { target } = event;
    // In the field of one's own input, Run means to run on it.
    if (command === 'run' && target instanceof HTMLTextAreaElement) runOn(target.value);
    else carryOut(command);
  };
  const banner = ready && state.banners[ready.assignment.id];
  const gained = ready?.activity.kind === 'graded' && ready.activity.gained;

  return (
    <div
      className="pp-app"
      data-host={host}
      lang={t.language}
      ref={root}
      onKeyDownCapture={press}
      onFocusCapture={host === 'cell' || preview ? hush : undefined}
    >
      <div className="pp-root">
        <Navigation
          course={state.course}
          courses={state.courses}
          assignment={ready?.assignment ?? null}
          index={ready?.index ?? 0}
          count={state.assignments.length}
          score={state.score}
          gained={gained}
          connection={state.connection}
          drawer={drawer}
          keys={keyMap}
          t={t}
          onChoose={(course) => actions.choose(course)}
        />
        <div className="pp-banners">
          {preview ? <PreviewBanner preview={preview} t={t} /> : null}
          {ready === null ? null : (
            <ConnectionBanner connection={state.connection} activity={ready.activity} actions={actions} t={t} />
          )}
          {onward.soon ? <OnwardBanner next={ready?.next ?? null} t={t} onStay={onward.stay} /> : null}
          {ready && banner ? (
            <EditorBanner
              key={ready.assignment.id}
              banner={banner}
              assignment={ready.assignment}
              code={ready.code}
              actions={actions}
              t={t}
            />
          ) : null}
        </div>
        {ready === null ? (
          <Screen load={state.load} host={host} actions={actions} t={t} />
        ) : (
          <>
            <Panes
              state={state}
              shown={ready}
              actions={actions}
              renderMarkdown={renderMarkdown}
              t={t}
              narrow={narrow}
              preferences={preferences}
              menu={menu}
              view={view}
              collapsed={collapsed}
              editor={editor}
              onView={setView}
              onCollapse={setCollapsed}
            />
            <ActionBar
              alone={state.assignments.length < 2}
              assignment={ready.assignment}
              previous={ready.previous}
              next={ready.next}
              solved={ready.assignment.status === 'solved'}
              onward={ready.onward}
              deadline={ready.deadline}
              closed={ready.closed}
              paused={ready.telling.paused !== null}
              notice={notice}
              code={ready.code}
              activity={ready.activity}
              keys={keyMap}
              t={t}
              onOpen={(id) => actions.open(id)}
              onRun={run}
              onRunOn={runOn}
              onSubmit={submit}
            />
          </>
        )}
        {drawer.open ? (
          <AssignmentDrawer
            assignments={state.assignments}
            currentId={state.currentId}
            clockAhead={state.clockAhead}
            t={t}
            onOpen={openFromDrawer}
            onClose={toggle}
          />
        ) : null}
      </div>
      <div className="pp-unseen" role="status" aria-live="polite">
        <Say
          parts={
            ready === null ? [] : join(announcement(ready.activity, ready.telling, ready.standings), plain(notice))
          }
        />
      </div>
    </div>
  );
}
