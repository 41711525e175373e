/** Where handout, code and result are one scroll, Run and Submit must not seem to do nothing. */
import { useEffect, useRef, type RefObject } from 'react';

/** How much below the result's head is to be seen with it, in px. */
const ROOM = 180;

/** Scrolls the app's own body and nothing around it: `scrollIntoView` would move the host's boxes too. */
function bringIntoView(body: HTMLElement, head: Element): void {
  if (getComputedStyle(body).overflowY !== 'auto') return;
  const [frame, box] = [body.getBoundingClientRect(), head.getBoundingClientRect()];
  const above = box.top - frame.top;
  const hidden = box.bottom + ROOM - frame.bottom;
  if (hidden > 0 || above < 0) body.scrollTop += Math.min(above, hidden);
}

/**
 * Scrolls just as far as the result's head needs, when an attempt begins and when it ends.
 *
 * At the end only for somebody who is still here: nothing jumps for those who read on elsewhere.
 */
export function useResultInView(root: RefObject<HTMLElement | null>, assignmentId: string | null, busy: boolean): void {
  const before = useRef({ assignmentId, busy });
  useEffect(() => {
    const same = before.current.assignmentId === assignmentId;
    const changed = before.current.busy !== busy;
    before.current = { assignmentId, busy };
    const app = root.current;
    if (app === null || !same || !changed || !(busy || app.contains(document.activeElement))) return;
    const body = app.querySelector<HTMLElement>('.pp-body');
    const head = app.querySelector('.pp-result-head');
    if (body !== null && head !== null) bringIntoView(body, head);
  }, [root, assignmentId, busy]);
}
