/** Which assignment somebody means who names none exactly: by its slug or its title, with slips. */
import type { Named } from '../state/model';

/** Letters and digits alone: neither case nor what stands between the words is worth an error. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** How many characters have to be put in, left out or exchanged (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The one that is nearest; null where more than a third of the letters differ. */
export function meant(asked: string, names: readonly Named[]): Named | null {
  const wanted = bare(asked);
  const slips = (name: string): number => distance(wanted, bare(name)) / Math.max(3, wanted.length);
  const by = names.map((name) => ({ name, slips: Math.min(slips(name.slug), slips(name.title)) }));
  const [first] = by.sort((one, other) => one.slips - other.slips);
  return first !== undefined && first.slips <= 1 / 3 ? first.name : null;
}
