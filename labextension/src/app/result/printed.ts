/** Which part of a program's output comes from where. */
import type { Verdict } from '../../client/contract';
import type { ShownTest } from './tests';

export interface Printed {
  /** The test that printed it; null: loading did, or nobody can tell. */
  readonly number: number | null;
  readonly text: string;
}

const ended = (text: string): string => text.replace(/\n?$/, '\n');

/** The output in its parts: what loading printed, then each test in sight; one part where it was cut. */
export function printedParts({ stdout }: Verdict, tests: readonly ShownTest[]): readonly Printed[] {
  if (stdout === '') return [];
  const mine = tests.flatMap(({ number, result }) => (result?.stdout ? [{ number, text: result.stdout }] : []));
  const joined = mine.map(({ text }) => ended(text)).join('');
  if (!ended(stdout).endsWith(joined)) return [{ number: null, text: stdout }];
  const loading = ended(stdout).slice(0, -joined.length || undefined);
  return loading === '' ? mine : [{ number: null, text: loading }, ...mine];
}
