/** How a person wants the practice to behave: one value, handed in by the host. */

export interface Preferences {
  /** Pixels; 0 is the size of the host's code. */
  readonly fontSize: number;
  /** A CSS list of families; empty is the host's own. */
  readonly fontFamily: string;
  /** Tab indents, or goes on to the next control. */
  readonly tabIndents: boolean;
  readonly wrapLines: boolean;
  readonly closeBrackets: boolean;
  /** Names are offered while one types; Ctrl+Space offers them at any rate. */
  readonly completeWhileTyping: boolean;
  /** After a solve the next assignment opens by itself, unless one stays. */
  readonly autoNext: boolean;
}

export const USUAL: Preferences = {
  fontSize: 0,
  fontFamily: '',
  tabIndents: true,
  wrapLines: false,
  closeBrackets: true,
  completeWhileTyping: true,
  autoNext: false,
};

const FONT_SIZE = { least: 8, most: 40 } as const;

/** The preferences in what a host has stored; what is missing or of the wrong kind is as usual. */
export function preferencesIn(stored: Readonly<Record<string, unknown>>): Preferences {
  const kept = Object.entries(USUAL).map(([name, usual]: [string, unknown]) => {
    const value = stored[name];
    return [name, typeof value === typeof usual ? value : usual];
  });
  const read = Object.fromEntries(kept) as unknown as Preferences;
  return { ...read, fontSize: legible(read.fontSize) };
}

function legible(size: number): number {
  if (!Number.isFinite(size) || size <= 0) return 0;
  return Math.min(FONT_SIZE.most, Math.max(FONT_SIZE.least, size));
}
