/** Values of the contract for tests: give what matters, the rest is made up. */
import type { Assignment, Course, Submission, TestStatus, Verdict } from '../client/contract';

export const COURSE: Course = { slug: 'basics', title: 'Python basics', language: 'en' };

export function assignment(over: Partial<Assignment> = {}): Assignment {
  const slug = over.slug ?? 'search';
  return {
    id: `basics/${slug}`,
    course: 'basics',
    slug,
    title: 'Sequential search',
    order_number: 1,
    topic: 'Lists',
    handout: 'Find it.',
    starter_code: 'def search(x, seq):\n    ...\n',
    revision: 1,
    changed_at: null,
    limits: { seconds: 2, memory_mb: 256 },
    visible_tests: [
      { name: 'finds it', points: 1, kind: 'call', call: 'search(1, [1])', expected: '0' },
      { name: 'finds nothing', points: 1, kind: 'call', call: 'search(1, [])', expected: 'None' },
    ],
    hidden_tests: 1,
    hints: 0,
    due_at: null,
    status: 'untouched',
    attempts: 0,
    ...over,
  };
}

export function verdict(over: Partial<Verdict> = {}): Verdict {
  const correct = over.correct ?? true;
  const status: TestStatus = correct ? 'passed' : 'failed';
  return {
    status: correct ? 'passed' : 'failed',
    correct,
    points: correct ? 3 : 0,
    max_points: 3,
    error: null,
    visible: { passed: correct ? 2 : 0, total: 2 },
    hidden: { passed: correct ? 1 : 0, total: 1 },
    tests: [false, false, true].map((hidden, index) => ({
      name: `test ${index}`,
      status,
      points: correct ? 1 : 0,
      max_points: 1,
      hidden,
      call: null,
      expected: null,
      actual: null,
      message: null,
      sentences: hidden ? null : [],
      line: null,
      stdout: null,
      duration_ms: null,
      shared: false,
    })),
    stdout: '',
    protection: 'L',
    graded_ms: 20,
    ...over,
  };
}

export function pending(over: Partial<Submission> = {}): Submission {
  return {
    id: 's1',
    assignment_id: 'basics/search',
    revision: 1,
    attempt: 1,
    code: 'pass\n',
    status: 'pending',
    correct: null,
    points: null,
    max_points: null,
    reused: false,
    feedback: null,
    submitted_at: '2030-01-01T10:00:00Z',
    graded_at: null,
    ...over,
  };
}

export function graded(correct: boolean, over: Partial<Submission> = {}): Submission {
  const feedback = over.feedback ?? verdict({ correct });
  return pending({
    status: 'processed',
    correct,
    points: feedback.points,
    max_points: feedback.max_points,
    feedback,
    graded_at: '2030-01-01T10:00:01Z',
    ...over,
  });
}
