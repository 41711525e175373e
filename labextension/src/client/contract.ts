/**
 * The values of the contract as the server sends them; times are RFC 3339 in UTC.
 * Written by scripts/contract_types.py from jupyter_pyprac/visibility.py: change them there.
 */

/** A course as a viewer sees it. */
export interface Course {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
}

/** A test that a student may read; `kind` says which of the optional fields are there. */
export interface VisibleTest {
  readonly name: string;
  readonly points: number;
  readonly kind: string;
  readonly call?: string | null;
  readonly expected?: string | null;
  readonly raises?: string | null;
  readonly stdin?: string | null;
  readonly stdout?: string | null;
  readonly source?: string | null;
  readonly shared?: boolean;
}

/** What one test may use: CPU seconds (loading counts as one test) and MiB above the warm interpreter. */
export interface Limits {
  readonly seconds: number;
  readonly memory_mb: number;
}

export type Progress = 'untouched' | 'attempted' | 'solved';

/** An assignment as a student gets it: `hidden_tests` and `hints` are numbers. */
export interface Assignment {
  readonly id: string;
  readonly course: string;
  readonly slug: string;
  readonly title: string;
  readonly order_number: number;
  readonly topic: string;
  readonly handout: string;
  readonly starter_code: string;
  readonly revision: number;
  readonly changed_at: string | null;
  readonly limits: Limits;
  readonly visible_tests: readonly VisibleTest[];
  readonly hidden_tests: number;
  readonly hints: number;
  readonly due_at: string | null;
  readonly status: Progress;
  readonly attempts: number;
}

export type TestStatus = 'passed' | 'failed' | 'error' | 'timeout' | 'not-run';

/** A sentence of ours as an English template, by which catalogues know it; `%1` in it stands for the first value. */
export interface Sentence {
  readonly text: string | readonly [string, string];
  readonly values: readonly (string | number | Sentence)[];
}

/** The result of one test as a student gets it; of a hidden one all but name, status, points and message is null. */
export interface TestResult {
  readonly name: string;
  readonly status: TestStatus;
  readonly points: number;
  readonly max_points: number;
  readonly hidden: boolean;
  readonly call: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly message: string | null;
  readonly sentences: readonly Sentence[] | null;
  readonly line: number | null;
  readonly stdout: string | null;
  readonly duration_ms: number | null;
  readonly shared: boolean | null;
}

export type VerdictStatus = 'passed' | 'failed' | 'error' | 'timeout' | 'memory' | 'output' | 'crashed' | 'system';

/** One frame of the student's own code in a traceback; `line` counts from 1. */
export interface Frame {
  readonly line: number;
  readonly code: string;
}

/** An exception of the student's code: class name, text, line, words for a beginner, and the student's frames. */
export interface ErrorInfo {
  readonly type: string;
  readonly message: string;
  readonly line: number | null;
  readonly explanation: string | null;
  readonly sentences: readonly Sentence[];
  readonly traceback: readonly Frame[];
}

/** How many of a kind of tests passed. */
export interface Count {
  readonly passed: number;
  readonly total: number;
}

export type Protection = 'A' | 'B' | 'C' | 'L';

/** A verdict as a student gets it; `graded_ms` is rounded to 10. */
export interface Verdict {
  readonly status: VerdictStatus;
  readonly correct: boolean;
  readonly points: number;
  readonly max_points: number;
  readonly error: ErrorInfo | null;
  readonly visible: Count;
  readonly hidden: Count;
  readonly tests: readonly TestResult[];
  readonly stdout: string;
  readonly protection: Protection;
  readonly graded_ms: number;
}

export type Status = 'pending' | 'processed' | 'failed';

/** A submission as its own viewer gets it; `reused` only when this reply returns the viewer's own earlier code. */
export interface Submission {
  readonly id: string;
  readonly assignment_id: string;
  readonly revision: number;
  readonly attempt: number;
  readonly code: string;
  readonly status: Status;
  readonly correct: boolean | null;
  readonly points: number | null;
  readonly max_points: number | null;
  readonly reused: boolean;
  readonly feedback: Verdict | null;
  readonly submitted_at: string;
  readonly graded_at: string | null;
}

/** The viewer's own draft; `version` 0: none was saved yet, and `code` and `saved_at` are null. */
export interface Draft {
  readonly code: string | null;
  readonly version: number;
  readonly saved_at: string | null;
}

/** One hint of an assignment, in Markdown; `n` counts from 1 to `total`. */
export interface Hint {
  readonly n: number;
  readonly total: number;
  readonly text: string;
}
