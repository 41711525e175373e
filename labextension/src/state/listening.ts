/** Files what the server tells, by event or when asked. */
import type { Api } from '../client/api';
import type { ServerEvent } from '../client/events';
import { heard, learned } from './changes';
import type { Holder } from './world';
import type { Loader } from './loading';
import { isProvisional } from './track';

type Hello = Extract<ServerEvent, { type: 'hello' }>;

export class Listener {
  private readonly met = new Set<string>();

  constructor(
    private readonly holder: Holder,
    private readonly api: Api,
    private readonly loader: Loader,
  ) {}

  hear(event: ServerEvent): void {
    if (event.type === 'hello') this.greet(event);
    else if (event.type === 'assignments-changed') void this.loader.refetch();
    else {
      this.holder.change((world) => ({ ...heard(world, event, Date.now()), lastUpdate: Date.now() }));
      if ('submission_id' in event) this.meet(event.submission_id);
      else if (event.type === 'graded') this.count(event);
    }
  }

  async ask(id: string, wait: number, signal?: AbortSignal): Promise<void> {
    const asked = this.holder.tick();
    const submission = await this.api.submission(id, wait, signal);
    this.holder.change((world) => ({ ...learned(world, submission, asked), lastUpdate: Date.now() }));
  }

  async askRun(id: string, wait: number, signal: AbortSignal): Promise<void> {
    const run = await this.api.runResult(id, wait, signal);
    this.hear({ type: 'run', ...run });
  }

  /** Nothing was heard for a while: what a card shows may have been graded once more. */
  again(): void {
    const { shown, tracks } = this.holder.world;
    const known = Object.values(shown).map((each) => (each.kind === 'submission' ? tracks[each.id]?.submission : null));
    void this.resume(known.flatMap((each) => (each && isProvisional(each) ? [each.id] : [])));
  }

  /** Asks, once, for what is graded and was not sent from here; a reply on its way tells what was. */
  private meet(id: string): void {
    const { tracks, shown } = this.holder.world;
    const sending = Object.values(shown).some((each) => each.kind === 'submitting' && each.purpose === 'submit');
    if (sending || this.met.has(id) || (tracks[id]?.submission ?? null) !== null) return;
    this.met.add(id);
    this.ask(id, 0).catch(() => this.met.delete(id));
  }

  /** Another score than is known tells of verdicts that were missed. */
  private count({ course, score }: Extract<ServerEvent, { type: 'graded' }>): void {
    const { world } = this.holder;
    if (course === world.course?.slug && score !== world.score) void this.loader.refetch();
  }

  /** Only from now on is it told what changes: a listing that was asked for before may be older. */
  private greet({ pending }: Hello): void {
    const { tracks } = this.holder.world;
    void this.loader.refetch();
    void this.resume(pending.filter((id) => tracks[id]?.submission?.status !== 'pending'));
  }

  /** Asks what became of these; where a card is free, the newest attempt gets it. */
  private async resume(ids: readonly string[]): Promise<void> {
    const asked = this.holder.tick();
    const replies = await Promise.allSettled(ids.map((id) => this.api.submission(id, 0)));
    const found = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value] : []));
    found.sort((one, other) => other.attempt - one.attempt);
    if (found.length > 0)
      this.holder.change((world) => found.reduce((each, next) => learned(each, next, asked), world));
  }
}
