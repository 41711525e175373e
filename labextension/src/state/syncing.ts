/** Drafts between this browser and the server: sent when the keys rest, asked for when an assignment is opened. */
import type { Api } from '../client/api';
import type { Draft } from '../client/contract';
import { ApiError, Unreachable } from '../client/errors';
import type { Agreement } from './agreement';
import type { Shelf } from './shelf';
import { isOffered, offering } from './standing';
import type { Holder } from './world';

/** So long (ms) after the last key a draft is sent. */
export const SEND_AFTER = 2_000;

/** So long (ms) after a server that was down the draft is sent again. */
export const AGAIN_AFTER = 20_000;

/** On a page in use the server's draft is looked at this often (ms); more often while a choice between two is open. */
export const LOOK_EVERY = 60_000;
export const LOOK_AT_CHOICE_EVERY = 5_000;

export class Syncer {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly sending = new Set<string>();
  private readonly asking = new Set<string>();
  private lookedAt = Date.now();
  /** This server keeps no drafts. */
  private absent = false;
  private closed = false;

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly shelf: Shelf,
    private readonly agreement: Agreement,
  ) {}

  /** A draft was changed: it goes to the server when the keys have rested. */
  later(assignmentId: string): void {
    const waits = this.wait(assignmentId, SEND_AFTER);
    this.agreement.place(assignmentId, waits ? 'sending' : 'browser');
  }

  /** Sends what waits, at once; `leaving`: the page may be gone before the answer. */
  flush(leaving = false): void {
    for (const assignmentId of [...this.timers.keys()]) void this.send(assignmentId, leaving);
  }

  /** Asks for the server's draft, and puts the two together. */
  async check(assignmentId: string): Promise<void> {
    if (this.absent || this.closed || this.asking.has(assignmentId)) return;
    this.lookedAt = Date.now();
    const { version } = this.shelf.standing(assignmentId);
    this.asking.add(assignmentId);
    try {
      const there = await this.api.draft(assignmentId);
      if (!this.sending.has(assignmentId)) this.meet(assignmentId, there, version);
    } catch (error) {
      this.failed(assignmentId, error, version);
    } finally {
      this.asking.delete(assignmentId);
    }
  }

  /** The page is used: the server may have another draft by now. */
  used(): void {
    const { currentId } = this.holder.world;
    const contested = currentId !== null && this.agreement.isContested(currentId);
    if (Date.now() - this.lookedAt >= (contested ? LOOK_AT_CHOICE_EVERY : LOOK_EVERY)) this.again();
  }

  /** The server is back: it may have another draft by now. */
  again(): void {
    this.absent = false;
    this.flush();
    const { currentId } = this.holder.world;
    if (currentId !== null && !this.sending.has(currentId)) void this.check(currentId);
  }

  /** Sends what waits, and lets go of everything. */
  close(): void {
    this.flush(true);
    this.closed = true;
  }

  /** Has the draft sent after a while, if there is anything to send. */
  private wait(assignmentId: string, pause: number): boolean {
    this.rest(assignmentId);
    if (this.closed || this.absent || this.agreement.unsent(assignmentId) === null) return false;
    this.timers.set(
      assignmentId,
      setTimeout(() => void this.send(assignmentId, false), pause),
    );
    return true;
  }

  private rest(assignmentId: string): void {
    clearTimeout(this.timers.get(assignmentId));
    this.timers.delete(assignmentId);
  }

  private async send(assignmentId: string, leaving: boolean): Promise<void> {
    this.rest(assignmentId);
    const code = this.agreement.unsent(assignmentId);
    if (code === null || this.sending.has(assignmentId)) return;
    this.lookedAt = Date.now();
    const standing = this.shelf.standing(assignmentId);
    this.shelf.base(assignmentId, offering(standing, code));
    this.sending.add(assignmentId);
    try {
      const there = await this.api.saveDraft(assignmentId, code, standing.version, leaving);
      this.meet(assignmentId, { ...there, code }, standing.version);
    } catch (error) {
      this.failed(assignmentId, error, standing.version);
    } finally {
      this.sending.delete(assignmentId);
    }
  }

  /** What was written meanwhile is sent, too. */
  private follow(assignmentId: string): void {
    if (this.agreement.unsent(assignmentId) !== null) this.later(assignmentId);
  }

  /** The server has this, as it said when asked by who knew the version `asked`. */
  private meet(assignmentId: string, { code, version, saved_at }: Draft, asked: number): void {
    const here = this.shelf.standing(assignmentId);
    const draft = this.holder.world.drafts[assignmentId];
    if (draft === undefined || this.closed) return;
    if (here.version !== asked && version < here.version) {
      this.follow(assignmentId); // another tab was told since
    } else if (code === null) {
      // It has lost what it had, or never had any.
      if (here.version > 0) this.shelf.base(assignmentId, { version: 0, sent: false, offered: [] });
      this.follow(assignmentId);
    } else if (code === draft.code) {
      this.agreement.agree(assignmentId, version, moment(saved_at));
    } else if (version === here.version) {
      this.follow(assignmentId);
    } else if (isOffered(here, code)) {
      this.shelf.base(assignmentId, { version, sent: false, offered: [] });
      this.follow(assignmentId);
    } else {
      const savedAt = moment(saved_at);
      if (here.sent) this.agreement.takeOver(assignmentId, version, code, savedAt);
      else this.agreement.contest(assignmentId, version, { code, savedAt });
    }
  }

  private failed(assignmentId: string, error: unknown, asked: number): void {
    if (!(error instanceof ApiError) && !(error instanceof Unreachable)) throw error;
    if (this.closed) return;
    if (error instanceof ApiError && error.draft !== null) {
      this.meet(assignmentId, error.draft, asked);
      return;
    }
    if (isAbsent(error)) this.absent = true;
    if (this.agreement.unsent(assignmentId) !== null) this.agreement.place(assignmentId, 'browser');
    if (passes(error)) this.wait(assignmentId, AGAIN_AFTER);
  }
}

/** Whether this is the answer of a server that knows no drafts. */
function isAbsent(error: ApiError | Unreachable): boolean {
  return error instanceof ApiError && (error.status === 405 || (error.status === 404 && !knows(error)));
}

function knows({ code }: ApiError): boolean {
  return code === 'unknown-assignment';
}

/** Whether the same request may succeed later. */
function passes(error: ApiError | Unreachable): boolean {
  return error instanceof Unreachable || error.status >= 500 || error.status === 429;
}

function moment(savedAt: string | null): number {
  return savedAt === null ? Date.now() : Date.parse(savedAt);
}
