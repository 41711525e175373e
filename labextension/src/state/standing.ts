/** How a draft stands to the server's, as all tabs of this browser know it: pure functions. */

export interface Standing {
  /** The server's version that the code goes on from; 0 before it has one. */
  readonly version: number;
  /** Whether the code is what the server has as that version. */
  readonly sent: boolean;
  /** Fingerprints of the codes that this browser sent to follow that version, and had no answer for. */
  readonly offered: readonly string[];
}

export const UNTOUCHED: Standing = { version: 0, sent: true, offered: [] };

/** More codes than this are not sent in vain before an answer comes: the oldest are forgotten. */
const OFFERS = 200;

/** The server may have this code from now on, although no answer may say so. */
export function offering(standing: Standing, code: string): Standing {
  return { ...standing, offered: union(standing.offered, [fingerprint(code)]) };
}

/** Whether the server can have this code from here: a draft of one's own is no conflict, whichever tab sent it. */
export function isOffered({ offered }: Standing, code: string): boolean {
  return offered.includes(fingerprint(code));
}

/** What is known where another tab wrote, too: of two versions the later one, with what was sent to follow it. */
export function joined(mine: Standing, theirs: Standing): Standing {
  const [newer, older] = theirs.version > mine.version ? [theirs, mine] : [mine, theirs];
  const offered = newer.version === older.version ? union(mine.offered, theirs.offered) : newer.offered;
  return { version: newer.version, sent: mine.sent, offered };
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])].slice(-OFFERS);
}

/** The length of a text and 64 bits that tell it from others: enough to know it again, and short enough to be kept. */
function fingerprint(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [text.length, high >>> 0, low >>> 0].map((part) => part.toString(36)).join(':');
}
