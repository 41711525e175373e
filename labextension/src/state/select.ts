/** What components and hosts read out of a `PracticeState`. */
import type { Assignment } from '../client/contract';
import type { Activity, PracticeState, Purpose } from './model';

/** The assignment that is shown, or null while there is none. */
export function current(state: PracticeState): Assignment | null {
  return state.assignments.find((assignment) => assignment.id === state.currentId) ?? null;
}

/** The assignment after (1) or before (-1) the one shown, or null at the ends. */
export function neighbour(state: PracticeState, step: 1 | -1): Assignment | null {
  const index = state.assignments.findIndex((assignment) => assignment.id === state.currentId);
  return index < 0 ? null : (state.assignments[index + step] ?? null);
}

/** What is being sent or graded, or null. */
export function purposeOf(activity: Activity | undefined): Purpose | null {
  return activity !== undefined && 'purpose' in activity ? activity.purpose : null;
}

/** Whether something of this assignment is being sent or graded. */
export function busy(activity: Activity | undefined): boolean {
  return purposeOf(activity) !== null;
}

/** Whether this can begin now: a submission takes the place of a run, anything else waits for what is under way. */
export function isFree(activity: Activity | undefined, purpose: Purpose): boolean {
  const underWay = purposeOf(activity);
  return underWay === null || (purpose === 'submit' && underWay !== 'submit');
}

/** What the editor holds for the assignment. */
export function codeOf(state: PracticeState, assignment: Assignment): string {
  return state.drafts[assignment.id]?.code ?? assignment.starter_code;
}
