/** Where handout, code and result are one scroll, Run and Submit must not seem to do nothing. */
import { useEffect, useRef, type RefObject } from 'react';

/**
 * Scrolls just as far as the result's head needs, when an attempt begins and when it ends.
 *
 * At the end only for somebody who is still here: nobody's notebook jumps while they read on elsewhere.
 */
export function useResultInView(root: RefObject<HTMLElement | null>, assignmentId: string | null, busy: boolean): void {
  const before = useRef({ assignmentId, busy });
  useEffect(() => {
    const same = before.current.assignmentId === assignmentId;
    const changed = before.current.busy !== busy;
    before.current = { assignmentId, busy };
    const app = root.current;
    if (app === null || !same || !changed || !(busy || app.contains(document.activeElement))) return;
    app.querySelector('.pp-result-head')?.scrollIntoView({ block: 'nearest' });
  }, [root, assignmentId, busy]);
}
