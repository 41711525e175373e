/** What authors of courses ask for: the verbs that check and preview a notebook, and what comes back. */
import { request } from './request';
import type { Transport } from './transport';

/** What sending a course may take (ms): it can be 20 MiB long. */
const SENDING = 120_000;

/** A fault (`error`) or a note (`warning`); `cell` and `line` count from 1, null where the whole notebook is meant. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly source: string;
  readonly slug: string;
  readonly cell: number | null;
  readonly line: number | null;
}

/** An assignment of a course that was accepted; `tests` counts the hidden ones too. */
export interface Entry {
  readonly slug: string;
  readonly title: string;
  readonly tests: number;
  readonly hidden: number;
  readonly points: number;
}

export interface Report {
  readonly assignments: readonly Entry[];
  readonly findings: readonly Finding[];
}

/** A check: `report` once it was accepted or refused, `message` where it stopped before, `assignment_id` of a preview. */
export interface Check {
  readonly check_id: string;
  readonly state: 'running' | 'accepted' | 'refused' | 'stopped';
  readonly done: number;
  readonly total: number;
  readonly report: Report | null;
  readonly message: string | null;
  readonly assignment_id: string | null;
}

/** A file beside a notebook, by its path from there; one that is too large to be sent has its size (bytes) instead. */
export interface SentFile {
  readonly name: string;
  readonly base64?: string;
  readonly size?: number;
}

/** A notebook as it is in an editor. */
export interface SentNotebook {
  readonly name: string;
  readonly notebook: unknown;
  readonly files: readonly SentFile[];
}

export type Purpose = 'check' | 'preview';

export class AuthorApi {
  constructor(private readonly transport: Transport) {}

  /** Has the notebook checked, or made ready to be previewed; returns the id to ask for. */
  async begin(purpose: Purpose, body: SentNotebook, signal: AbortSignal): Promise<string> {
    const given = { body, signal, timeout: SENDING };
    const reply = await request<{ check_id: string }>(this.transport, 'POST', `/${purpose}`, given);
    return reply.check_id;
  }

  /** What it has come to; with `wait` (s) the server answers as soon as it is over. */
  check(id: string, wait: number, signal: AbortSignal): Promise<Check> {
    return request(this.transport, 'GET', `/check/${encodeURIComponent(id)}`, { query: { wait }, signal });
  }

  /** Whether the viewer may do so. */
  async mayTeach(): Promise<boolean> {
    return (await request<{ instructor: boolean }>(this.transport, 'GET', '/courses')).instructor;
  }
}
