/**
 * What the components are given: one immutable snapshot of the practice and the things a person can do.
 *
 * Components render a `PracticeState` and call `PracticeActions`; they know no host, no request and no socket.
 */
import { BARRED, type Barred } from '../client/barred';
import type { Assignment, Course, Submission, TestStatus, Verdict } from '../client/contract';

/**
 * Live: the socket is open. Polling: sockets are blocked, results come by asking; too-many: the same, because of too
 * many open pages. Barred: a reload may help.
 */
export type Connection =
  'connecting' | 'live' | 'reconnecting' | 'polling' | 'too-many' | 'offline' | 'misconfigured' | Barred;

/** The connections over which everything comes, but only when asked for. */
export const ASKING: ReadonlySet<Connection> = new Set<Connection>(['polling', 'too-many']);

/** The connections that bring nothing, neither by themselves nor by asking. */
export const CUT: ReadonlySet<Connection> = new Set<Connection>([
  'reconnecting',
  'offline',
  'misconfigured',
  ...BARRED,
]);

/** Run the visible tests, submit, or run the program once on an input of one's own. */
export type Purpose = 'run' | 'submit' | 'input';

/** Where the draft is kept: only in this browser, on its way to the server, or there. */
export type Place = 'browser' | 'sending' | 'server';

/** Why something could not be done; the app puts it into words. */
export interface Trouble {
  readonly code: string;
  /** The server's own sentence, in English; null where it gave none. */
  readonly message: string | null;
  /** The status of its reply. */
  readonly status?: number;
  readonly missing?: Missing;
}

/** What an assignment is called: in code, and by people. */
export type Named = Pick<Assignment, 'slug' | 'title'>;

/** An assignment that is not there, and what the courses have. */
export interface Missing {
  readonly assignment: string;
  readonly courses: readonly { readonly title: string; readonly has: readonly Named[] }[];
}

export interface Draft {
  readonly code: string;
  /** Milliseconds since 1970; null while nothing was saved yet. */
  readonly savedAt: number | null;
  readonly place: Place;
}

/** What was sent to be graded or run. */
export interface Tried {
  readonly purpose: Purpose;
  readonly code: string;
  /** What the program was to read; null where tests are run. */
  readonly stdin: string | null;
}

/** What was sent did not begin. */
export type Refused = {
  readonly kind: 'refused';
  readonly retryAt: number | null;
  readonly tried: Tried;
  /** No answer came: it may have arrived all the same. */
  readonly lost: boolean;
} & Trouble;

/** What the result card of one assignment shows. */
export type Activity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'submitting'; readonly purpose: Purpose; readonly lines: number }
  | {
      readonly kind: 'queued';
      readonly purpose: Purpose;
      readonly position: number | null;
      readonly etaSeconds: number | null;
      /** Why no grader works, where that is so. */
      readonly refusal: string | null;
    }
  | {
      readonly kind: 'running';
      readonly purpose: Purpose;
      /** One entry per test in the order of the verdict; null while it has not run. */
      readonly tests: readonly (TestStatus | null)[];
      readonly startedAt: number;
    }
  | {
      readonly kind: 'graded';
      readonly submission: Submission;
      /** The first correct submission of this assignment: points were added. */
      readonly gained: boolean;
      /** The verdict belongs to an earlier attempt with the same code. */
      readonly same: boolean;
    }
  | {
      readonly kind: 'ran';
      readonly code: string;
      /** What the program read; null where the visible tests were run. */
      readonly stdin: string | null;
      readonly verdict: Verdict;
      readonly at: number;
    }
  | Refused;

export interface Attempts {
  readonly items: readonly Submission[];
  /** Where the next page begins; null when all are here. */
  readonly next: string | null;
  readonly loaded: boolean;
}

/** A draft that is not in the editor. */
export interface Other {
  readonly code: string;
  /** Milliseconds since 1970; null where nothing kept it. */
  readonly savedAt: number | null;
}

/** Why a draft is not in the editor. */
export type Why =
  | { readonly kind: 'restored'; readonly attempt: number }
  | { readonly kind: 'reset' }
  /** It was saved elsewhere while this one was being edited. */
  | { readonly kind: 'conflict'; readonly where: 'tab' | 'browser' }
  /** The other one of two drafts was chosen. */
  | { readonly kind: 'chosen' };

/** A word about something that just happened to the editor, with a way back. */
export type Banner =
  /** `undo` takes the other draft. */
  | (Why & { readonly other: Other })
  /** The draft is back; `elsewhere`: it was written in another browser. */
  | { readonly kind: 'draft'; readonly savedAt: number; readonly elsewhere?: boolean }
  /** There was no draft in this browser: the editor begins with the code last submitted. */
  | { readonly kind: 'resumed'; readonly attempt: number }
  | { readonly kind: 'changed' }
  /** A link led to an assignment that is not there. */
  | { readonly kind: 'missing'; readonly asked: string }
  /** The assignment that was open is not there any more. */
  | { readonly kind: 'withdrawn'; readonly title: string }
  | { readonly kind: 'back-online' };

/** The hints of one assignment that were opened, in order. */
export interface Hints {
  readonly texts: readonly string[];
  readonly loading: boolean;
  /** Why the next one could not be shown; null where nothing went wrong. */
  readonly failed: string | null;
}

export type Load =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** `withdrawn`: the title of the one that was open when the last ones went. */
  | { readonly kind: 'empty'; readonly withdrawn: string | null }
  | ({ readonly kind: 'error'; readonly retryAt: number | null } & Trouble);

export interface PracticeState {
  readonly load: Load;
  readonly course: Course | null;
  /** Those that one can choose from, by title; none where one assignment is shown alone. */
  readonly courses: readonly Course[];
  readonly assignments: readonly Assignment[];
  readonly currentId: string | null;
  readonly score: number;
  readonly connection: Connection;
  readonly lastUpdate: number | null;
  /** How far the server's clock is ahead of this machine's, in ms. */
  readonly clockAhead: number;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly attempts: Readonly<Record<string, Attempts>>;
  readonly activities: Readonly<Record<string, Activity>>;
  readonly banners: Readonly<Record<string, Banner | undefined>>;
  readonly hints: Readonly<Record<string, Hints>>;
}

export interface PracticeActions {
  /** Goes over to another course, by its slug, now and the next time. */
  choose(course: string): void;
  /** Shows the assignment; the visit is remembered after the paint. */
  open(assignmentId: string): void;
  edit(code: string): void;
  run(): void;
  /** Runs the program once on this input. */
  runOn(stdin: string): void;
  submit(): void;
  /** Puts the starter into the editor; `undo` brings the draft back. */
  reset(): void;
  /** Puts the code of an attempt into the editor; `undo` brings the draft back. */
  restore(submission: Submission): void;
  undo(): void;
  dismissBanner(): void;
  /** Shows the next hint, or asks again for one that did not come. */
  hint(): void;
  /** Shows the verdict of an attempt in the result card. */
  show(submission: Submission): void;
  moreAttempts(): void;
  /** Grades a failed submission once more. */
  regrade(submission: Submission): void;
  retry(): void;
  /** Loads the whole page anew; drafts are kept. */
  reload(): void;
  reconnect(): void;
}
