/** The handout: title, facts in one line, and the author's Markdown. */
import { useLayoutEffect, useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { Assignment } from '../client/contract';
import { changedFact } from './changed';
import type { Deadline } from './deadline';
import { MINUTE_MS, useNow } from './hooks';
import { Icon, type IconName } from './icons';
import { POINTS } from './ScoreBadge';
import type { MarkdownRenderer, Translate } from './types';

interface HandoutProps {
  readonly assignment: Assignment;
  readonly deadline: Deadline | null;
  readonly renderMarkdown: MarkdownRenderer;
  readonly t: Translate;
  /** What follows the author's text. */
  readonly children?: ReactNode;
}

function progress(t: Translate, assignment: Assignment): { icon: IconName; word: string } {
  switch (assignment.status) {
    case 'solved':
      return { icon: 'solved', word: t('Solved') };
    case 'attempted':
      return { icon: 'half', word: t('Attempted') };
    case 'untouched':
      return { icon: 'ring', word: t('Not started') };
  }
}

function testCounts(t: Translate, assignment: Assignment): string {
  const visible = assignment.visible_tests.length;
  const hidden = assignment.hidden_tests;
  return hidden === 0 ? t(['%1 test', '%1 tests'], visible) : t('%1 visible, %2 hidden tests', visible, hidden);
}

/** What scrolls sideways must be reachable by keys: maths and code wider than the page become tab stops. */
function useReachable(content: string): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = place.current;
    if (root === null || typeof ResizeObserver === 'undefined') return undefined;
    const mark = (): void => {
      for (const block of root.querySelectorAll<HTMLElement>('pre, table, mjx-container, math')) {
        const wide = block.scrollWidth > block.clientWidth + 1;
        if (wide) block.tabIndex = 0;
        else block.removeAttribute('tabindex');
      }
    };
    const sizes = new ResizeObserver(mark);
    const changes = new MutationObserver(mark);
    sizes.observe(root);
    changes.observe(root, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      changes.disconnect();
    };
  }, [content]);
  return place;
}

/** Renders an assignment's handout by the host's Markdown renderer. */
export function Handout(props: HandoutProps): ReactElement {
  const { assignment, deadline, renderMarkdown: Markdown, t, children } = props;
  const { icon, word } = progress(t, assignment);
  const place = useReachable(assignment.handout);
  const changed = changedFact(t, assignment, useNow(assignment.changed_at === null ? null : MINUTE_MS));
  return (
    <article className="pp-handout">
      <h1>
        {assignment.order_number}. {assignment.title}
      </h1>
      <div className="pp-facts pp-num">
        <span>
          <Icon name={icon} />
          {word}
        </span>
        <span>{t('%1 points', POINTS)}</span>
        {assignment.topic === '' ? null : <span>{assignment.topic}</span>}
        <span>{testCounts(t, assignment)}</span>
        {changed === null ? null : (
          <span>
            <Icon name="history" />
            {changed}
          </span>
        )}
        {deadline === null ? null : (
          <span className={deadline.kind === 'soon' ? 'pp-warn' : undefined}>
            <Icon name={deadline.kind === 'closed' ? 'lock' : 'clock'} />
            {deadline.notice}
          </span>
        )}
      </div>
      <div className="pp-markdown" ref={place}>
        <Markdown source={assignment.handout} />
      </div>
      {children}
    </article>
  );
}
