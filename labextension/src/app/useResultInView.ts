/** Where handout, code and result are one scroll, Run, Submit and Next must not seem to do nothing. */
import { useEffect, useRef, type RefObject } from 'react';
import type { Purpose } from '../state/model';

/** How much below the result's head is to be seen with it, in px. */
const ROOM = 180;
/** Boxes of a host may be a pixel too small for what they hold; nobody calls that scrolling. */
const SLACK = 2;

interface Frame {
  readonly box: HTMLElement;
  /** What of it is to be seen, from where to where in the window (px). */
  readonly top: number;
  readonly bottom: number;
}

function scrolls(box: Element): boolean {
  return /auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight + SLACK;
}

/** The box that moves the app's content: its own body, or in a cell the nearest round it that really scrolls. */
function boxOf(app: HTMLElement, inCell: boolean): HTMLElement | null {
  if (!inCell) {
    const body = app.querySelector<HTMLElement>('.pp-body');
    return body !== null && getComputedStyle(body).overflowY === 'auto' ? body : null;
  }
  let box = app.parentElement;
  while (box !== null && !scrolls(box)) box = box.parentElement;
  return box;
}

function frameOf(app: HTMLElement, inCell: boolean): Frame | null {
  const box = boxOf(app, inCell);
  if (box === null) return null;
  const { top, bottom } = box.getBoundingClientRect();
  const covered = inCell ? (app.querySelector('.pp-actions')?.clientHeight ?? 0) : 0;
  return { box, top, bottom: bottom - covered };
}

/** Scrolls that one box: `scrollIntoView` would move all of the host's. */
function bringIntoView(frame: Frame, head: Element): void {
  const { top, bottom } = head.getBoundingClientRect();
  const above = top - frame.top;
  const hidden = bottom + ROOM - frame.bottom;
  if (hidden > 0 || above < 0) frame.box.scrollTop += Math.min(above, hidden);
}

/**
 * Scrolls just as far as the result's head needs, when an attempt begins and when it ends.
 *
 * At the end only for somebody who is still here: nothing jumps for those who read on elsewhere. In a cell another
 * assignment is shown from its beginning.
 */
export function useResultInView(
  root: RefObject<HTMLElement | null>,
  assignmentId: string | null,
  purpose: Purpose | null,
): void {
  const before = useRef({ assignmentId, purpose });
  useEffect(() => {
    const same = before.current.assignmentId === assignmentId;
    const changed = before.current.purpose !== purpose;
    before.current = { assignmentId, purpose };
    const app = root.current;
    if (app === null || !(changed || !same)) return;
    const here = app.contains(document.activeElement);
    const inCell = app.dataset['host'] === 'cell';
    if (same ? purpose === null && !here : !inCell || !here) return;
    const frame = frameOf(app, inCell);
    const head = app.querySelector('.pp-result-head');
    if (frame === null) return;
    if (!same) frame.box.scrollTop += Math.min(0, app.getBoundingClientRect().top - frame.top);
    else if (head !== null) bringIntoView(frame, head);
  }, [root, assignmentId, purpose]);
}
