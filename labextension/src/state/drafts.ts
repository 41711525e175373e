/** Drafts in this browser: kept per server and assignment, shared by its tabs, never lost without a word. */
import type { Other, Why } from './model';
import type { Standing } from './standing';

/** What an action put aside: the code that was in the editor before, and what took its place. */
export interface Kept extends Other {
  readonly put: string;
  readonly why: Why;
}

export interface Stored extends Standing {
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The revision of the assignment that it was written for. */
  readonly revision: number;
  /** The latest last. */
  readonly kept: readonly Kept[];
}

/** Where drafts are kept; every method may be called on a browser that keeps nothing. */
export interface DraftStore {
  read(assignmentId: string): Stored | null;
  /** Keeps the draft, or forgets it (null); false where the browser refuses: full, or forbidden. */
  write(assignmentId: string, stored: Stored | null): boolean;
  /** Calls back when another tab, or another cell of this page, wrote a draft; returns the way to stop. */
  watch(written: (assignmentId: string) => void): () => void;
}

const PREFIX = 'pyprac:draft:';

/** Drafts in `localStorage`, for one server; tabs and cells tell each other by a `BroadcastChannel`. */
export class BrowserDrafts implements DraftStore {
  private readonly prefix: string;
  private readonly channel: BroadcastChannel | null;

  constructor(baseUrl: string) {
    this.prefix = `${PREFIX}${baseUrl}:`;
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(PREFIX);
  }

  read(assignmentId: string): Stored | null {
    try {
      return parsed(window.localStorage.getItem(this.prefix + assignmentId));
    } catch {
      return null; // storage is forbidden on this page
    }
  }

  write(assignmentId: string, stored: Stored | null): boolean {
    const key = this.prefix + assignmentId;
    try {
      if (stored === null) window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, JSON.stringify(stored));
    } catch {
      return false; // full, or forbidden
    }
    this.channel?.postMessage(key);
    return true;
  }

  watch(written: (assignmentId: string) => void): () => void {
    const channel = this.channel;
    if (channel === null) return () => undefined;
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && data.startsWith(this.prefix)) written(data.slice(this.prefix.length));
    };
    return () => channel.close();
  }
}

/** Drafts in memory, for tests; `tab()` is another tab of the same browser. */
export class FakeDrafts implements DraftStore {
  full = false;
  private written: ((assignmentId: string) => void) | null = null;

  constructor(
    private readonly kept = new Map<string, Stored>(),
    private readonly tabs = new Set<FakeDrafts>(),
  ) {
    tabs.add(this);
  }

  tab(): FakeDrafts {
    return new FakeDrafts(this.kept, this.tabs);
  }

  read(assignmentId: string): Stored | null {
    return this.kept.get(assignmentId) ?? null;
  }

  write(assignmentId: string, stored: Stored | null): boolean {
    if (this.full) return false;
    if (stored === null) this.kept.delete(assignmentId);
    else this.kept.set(assignmentId, stored);
    for (const tab of this.tabs) if (tab !== this) tab.written?.(assignmentId);
    return true;
  }

  watch(written: (assignmentId: string) => void): () => void {
    this.written = written;
    return () => {
      this.written = null;
    };
  }
}

function parsed(text: string | null): Stored | null {
  const value: unknown = text === null ? null : JSON.parse(text);
  if (!isRecord(value) || !Array.isArray(value.kept)) return null;
  const { code, savedAt, revision, kept, offered } = value;
  if (typeof code !== 'string' || typeof savedAt !== 'number' || typeof revision !== 'number') return null;
  const version = typeof value.version === 'number' ? value.version : 0;
  const known = Array.isArray(offered) ? offered.filter((each) => typeof each === 'string') : [];
  return { code, savedAt, revision, kept: kept.filter(isKept), version, sent: value.sent === true, offered: known };
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || !isRecord(value.why)) return false;
  const { code, put, savedAt } = value;
  return typeof code === 'string' && typeof put === 'string' && (savedAt === null || typeof savedAt === 'number');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
