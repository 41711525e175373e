/** Which assignments the drawer lists: those that filter and status leave, by topic. */
import type { Assignment, Progress } from '../../client/contract';

export type Status = Progress | 'all';

export interface Topic {
  readonly name: string;
  /** Of the whole topic, whatever the filter leaves of it. */
  readonly solved: number;
  readonly total: number;
  readonly assignments: readonly Assignment[];
}

/** Without case and accents, so that "melee" finds "Mêlée". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether each word of the filter begins the number, or is in name or topic. */
function matches(assignment: Assignment, words: readonly string[]): boolean {
  const number = String(assignment.order_number);
  const text = folded(`${assignment.title}\n${assignment.topic}`);
  return words.every((word) => number.startsWith(word) || text.includes(word));
}

/** Those that filter and status leave. */
export function matching(assignments: readonly Assignment[], filter: string, status: Status): readonly Assignment[] {
  const words = folded(filter).split(/\s+/).filter(Boolean);
  return assignments.filter((each) => (status === 'all' || each.status === status) && matches(each, words));
}

/** How many have that status. */
export function countOf(assignments: readonly Assignment[], status: Status): number {
  return status === 'all' ? assignments.length : assignments.filter((each) => each.status === status).length;
}

/** Those that are left of all, by topic, in the order in which the topics first come. */
export function byTopic(all: readonly Assignment[], left: readonly Assignment[]): readonly Topic[] {
  const names = new Set(left.map((each) => each.topic));
  return [...names].map((name) => {
    const topic = all.filter((each) => each.topic === name);
    const assignments = left.filter((each) => each.topic === name);
    return { name, solved: countOf(topic, 'solved'), total: topic.length, assignments };
  });
}
