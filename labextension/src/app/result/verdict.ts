/** What a verdict is called: its tone, icon and heading, and which test decided it. */
import type { TestResult, Verdict } from '../../client/contract';
import { decimal } from '../format';
import type { IconName } from '../icons';
import type { Translate } from '../types';
import { hasFailed, type ShownTest } from './tests';

export type Tone = 'ok' | 'bad' | 'warn' | 'info';

export interface VerdictName {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
}

/** The line of code that a verdict is about: that of its test, of its error, or of the one run on an input. */
export function lineOf(verdict: Verdict, test: ShownTest | null): number | null {
  return test?.result?.line ?? verdict.error?.line ?? stoppedIn(verdict, null)?.line ?? null;
}

/** The result of the test that a limit ended: the given one, or the one that has a line where none is shown. */
export function stoppedIn(verdict: Verdict, test: ShownTest | null): TestResult | null {
  return test?.result ?? verdict.tests.find((each) => each.line !== null) ?? null;
}

/** The first test that the verdict's status is about; null when the code did not even load. */
export function decidingTest(verdict: Verdict, tests: readonly ShownTest[]): ShownTest | null {
  if (verdict.status === 'error') return tests.find((test) => test.standing === 'error' && !test.hidden) ?? null;
  if (verdict.status === 'timeout') return tests.find((test) => test.standing === 'timeout') ?? null;
  if (verdict.status !== 'failed') {
    return tests.find(({ standing }) => standing === verdict.status || standing === 'error') ?? null;
  }
  return tests.find(hasFailed) ?? null;
}

const NOT_LOADED: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/** Whether the verdict fell before any test ran. */
export function failedToLoad(verdict: Verdict, tests: readonly ShownTest[]): boolean {
  if (verdict.error !== null && NOT_LOADED.has(verdict.error.type)) return true;
  return decidingTest(verdict, tests) === null && verdict.status !== 'passed' && verdict.status !== 'system';
}

function inTest(t: Translate, verdict: Verdict, number: number, seconds: number): string {
  switch (verdict.status) {
    case 'error':
      return t('Stopped by an error in test %1', number);
    case 'timeout':
      return t('Test %1 took longer than %2 s', number, decimal(t, seconds));
    case 'memory':
      return t('Test %1 used too much memory', number);
    case 'output':
      return t('Test %1 printed too much', number);
    case 'crashed':
      return t('Python crashed in test %1', number);
    default:
      return t('Not solved yet');
  }
}

/** What ended a program that was run on an input of one's own. */
export function inputName(t: Translate, verdict: Verdict, seconds: number): VerdictName {
  const titles: Partial<Record<Verdict['status'], string>> = {
    error: t('Stopped by an error'),
    timeout: t('Took longer than %1 s', seconds),
    memory: t('Used too much memory'),
    output: t('Printed too much'),
    crashed: t('Python crashed'),
  };
  const title = titles[verdict.status];
  if (title !== undefined) return { ...lookOf(verdict), title };
  if (verdict.status === 'system') return verdictName(t, verdict, [], seconds);
  return { tone: 'info', icon: 'play', title: t('Your program ran on your input') };
}

function whileLoading(t: Translate, verdict: Verdict, seconds: number): string {
  switch (verdict.status) {
    case 'error':
      return t('Stopped by an error before the first test');
    case 'timeout':
      return t('Your code took longer than %1 s before the first test', decimal(t, seconds));
    case 'memory':
      return t('Your code used too much memory before the first test');
    case 'output':
      return t('Your code printed too much before the first test');
    case 'crashed':
      return t('Python crashed before the first test');
    default:
      return t('Not solved yet');
  }
}

const WARNINGS: ReadonlySet<Verdict['status']> = new Set<Verdict['status']>(['timeout', 'memory', 'output']);

function lookOf({ status }: Verdict): Omit<VerdictName, 'title'> {
  if (!WARNINGS.has(status)) return { tone: 'bad', icon: 'unsolved' };
  return { tone: 'warn', icon: status === 'timeout' ? 'clock' : 'warning' };
}

/** Names a verdict; `seconds` is the limit of one test. */
export function verdictName(t: Translate, verdict: Verdict, tests: readonly ShownTest[], seconds: number): VerdictName {
  if (verdict.status === 'system') return { tone: 'warn', icon: 'wrench', title: t('The grader had a problem') };
  if (verdict.correct) return { tone: 'ok', icon: 'solved', title: t('Solved') };
  const deciding = failedToLoad(verdict, tests) ? null : decidingTest(verdict, tests);
  const title = deciding === null ? whileLoading(t, verdict, seconds) : inTest(t, verdict, deciding.number, seconds);
  return { ...lookOf(verdict), title };
}
