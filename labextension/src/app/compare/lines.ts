/** What changed between two codes: line by line, and inside a line that changed word by word. */
import { diffLines, diffWordsWithSpace } from 'diff';
import { normalised } from '../format';

/** A stretch of a line; `changed`: the other side has something else here. */
export interface Stretch {
  readonly text: string;
  readonly changed: boolean;
}

/** A line as it is in both, or in one of the two. */
export interface Line {
  readonly kind: 'same' | 'gone' | 'new';
  /** Its number in the code it is from; in the newer one where it is in both. */
  readonly number: number;
  readonly stretches: readonly Stretch[];
}

/** So many lines that are the same were left out. */
export interface Fold {
  readonly kind: 'fold';
  readonly lines: number;
}

/** Lines before and after a change that stay in view. */
const CONTEXT = 2;
/** Milliseconds after which two codes count as altogether different. */
const PATIENCE = 500;
/** How much of a line must be the same for single words to be marked. */
const ENOUGH = 0.4;

type Kind = Line['kind'];
type Run = readonly [kind: Kind, lines: readonly string[]];

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function runs(before: string, after: string): readonly Run[] {
  // A missing end of the last line is no difference that anybody sees.
  const [a, b] = [before, after].map((code) => `${normalised(code).replace(/\n$/, '')}\n`) as [string, string];
  const changes = diffLines(a, b, { timeout: PATIENCE });
  if (changes === undefined) {
    return [
      ['gone', linesOf(a)],
      ['new', linesOf(b)],
    ];
  }
  return changes.map(({ added, removed, value }) => [added ? 'new' : removed ? 'gone' : 'same', linesOf(value)]);
}

function words(before: string, after: string): readonly [gone: readonly Stretch[], made: readonly Stretch[]] {
  const changes = diffWordsWithSpace(before, after);
  const kept = changes.reduce(
    (sum, { added, removed, value }) => sum + (added || removed ? 0 : value.trim().length),
    0,
  );
  if (kept < ENOUGH * Math.max(before.trim().length, after.trim().length)) return [whole(before), whole(after)];
  const side = (other: 'added' | 'removed'): Stretch[] =>
    changes.flatMap((change) =>
      change[other] ? [] : [{ text: change.value, changed: change.added || change.removed }],
    );
  return [side('added'), side('removed')];
}

function whole(text: string): readonly Stretch[] {
  return [{ text, changed: false }];
}

/** Both codes in one list of lines, in reading order. */
export function compared(before: string, after: string): readonly Line[] {
  const all = runs(before, after);
  const lines: Line[] = [];
  const counted = { gone: 0, new: 0 };
  all.forEach(([kind, texts], index) => {
    const [next, last] = [all[index + 1], all[index - 1]];
    const partner =
      kind === 'gone' && next?.[0] === 'new' ? next[1] : kind === 'new' && last?.[0] === 'gone' ? last[1] : [];
    texts.forEach((text, at) => {
      if (kind !== 'new') counted.gone += 1;
      if (kind !== 'gone') counted.new += 1;
      const other = partner[at];
      const both = other === undefined ? null : kind === 'gone' ? words(text, other)[0] : words(other, text)[1];
      lines.push({ kind, number: kind === 'gone' ? counted.gone : counted.new, stretches: both ?? whole(text) });
    });
  });
  return lines;
}

/** The same with long stretches that did not change left out. */
export function folded(lines: readonly Line[]): readonly (Line | Fold)[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(isChange));
  const shown: (Line | Fold)[] = [];
  lines.forEach((line, at) => {
    const last = shown[shown.length - 1];
    if (near[at]) shown.push(line);
    else if (last?.kind === 'fold') shown[shown.length - 1] = { kind: 'fold', lines: last.lines + 1 };
    else shown.push({ kind: 'fold', lines: 1 });
  });
  return shown;
}

/** Whether the line is in one of the two only. */
export function isChange({ kind }: Line): boolean {
  return kind !== 'same';
}

/** How many lines differ, one that was changed counted once. */
export function differing(lines: readonly Line[]): number {
  const count = (kind: Kind): number => lines.filter((line) => line.kind === kind).length;
  return Math.max(count('gone'), count('new'));
}
