/** How far a person has come in a course, for places outside the practice; this browser remembers it. */
import type { PracticeState } from './model';

/** What a solved assignment adds to the score. */
export const POINTS = 100;

export interface Progress {
  readonly solved: number;
  readonly total: number;
  readonly score: number;
}

/** The progress in the course that is open; null while none is. */
export function progressOf({ load, assignments, score }: PracticeState): Progress | null {
  if (load.kind !== 'ready') return null;
  const solved = assignments.filter((assignment) => assignment.status === 'solved').length;
  return { solved, total: assignments.length, score };
}

/** The last progress of this browser's user on a server. */
export class Remembered {
  private readonly key: string;

  constructor(baseUrl: string) {
    this.key = `pyprac:progress:${baseUrl}`;
  }

  /** Null where nothing was practised yet, or what is stored makes no sense. */
  read(): Progress | null {
    try {
      const { solved, total, score } = JSON.parse(window.localStorage.getItem(this.key) ?? '{}') as Partial<Progress>;
      const known = [solved, total, score].every((each) => Number.isSafeInteger(each));
      return known ? ({ solved, total, score } as Progress) : null;
    } catch {
      return null; // storage is forbidden, or somebody else wrote there
    }
  }

  /** Whether it differs from what was known. */
  write(progress: Progress): boolean {
    const text = JSON.stringify(progress);
    try {
      if (window.localStorage.getItem(this.key) === text) return false;
      window.localStorage.setItem(this.key, text);
    } catch {
      // Forgotten with the page.
    }
    return true;
  }
}
