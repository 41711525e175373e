/** A course that lies beside the notebook: whether to offer it, and how it comes from the kernel to the server. */
import { Api } from '../client/api';
import { importCourse } from '../client/checks';
import { ApiError } from '../client/errors';
import type { Transport } from '../client/transport';
import type { Listener, Model } from './traits';

/** The course as the kernel found it; `digest` tells one version from another. */
export interface Offered {
  readonly course: string;
  readonly title: string;
  readonly assignments: number;
  readonly digest: string;
}

/** How long (ms) the kernel may take to send the course. */
export const KERNEL = 20_000;

/** What came of adding a course: done, or sentences about why not; none where nothing is known. */
export type Added =
  | { readonly kind: 'added' }
  | { readonly kind: 'kernel' }
  | { readonly kind: 'refused'; readonly said: readonly string[] };

export class Offering {
  private readonly key: string;

  constructor(
    readonly offered: Offered,
    private readonly transport: Transport,
    private readonly model: Model,
  ) {
    this.key = `pyprac:course:${transport.baseUrl}:${offered.course}`;
  }

  /** Whether to ask: the server lacks the course, or this browser has not added this version of it. */
  async isNews(): Promise<boolean> {
    try {
      const { courses } = await new Api(this.transport).courses();
      return !courses.some((course) => course.slug === this.offered.course) || this.known() !== this.offered.digest;
    } catch {
      return false; // the practice itself will say what is wrong
    }
  }

  /** Adds the course, and remembers that it did. */
  async add(): Promise<Added> {
    const bundle = await this.fromKernel();
    if (bundle === null) return { kind: 'kernel' };
    try {
      const check = await importCourse(this.transport, bundle);
      if (check.state !== 'accepted')
        return { kind: 'refused', said: saidOf(check.message, check.report?.refused ?? []) };
    } catch (error) {
      return { kind: 'refused', said: error instanceof ApiError && error.said !== null ? [error.said] : [] };
    }
    this.remember();
    return { kind: 'added' };
  }

  /** The course from the file, null where the kernel does not send it. */
  private async fromKernel(): Promise<unknown> {
    return new Promise((resolve) => {
      const take: Listener = (message, buffers = []) => {
        const [data] = buffers;
        if (data === undefined || (message as { type?: unknown }).type !== 'course') return;
        end(JSON.parse(new TextDecoder().decode(data)));
      };
      const timer = setTimeout(() => end(null), KERNEL);
      const end = (bundle: unknown): void => {
        clearTimeout(timer);
        this.model.off('msg:custom', take);
        resolve(bundle);
      };
      this.model.on('msg:custom', take);
      this.model.send({ type: 'course' });
    });
  }

  private known(): string | null {
    try {
      return window.localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  private remember(): void {
    try {
      window.localStorage.setItem(this.key, this.offered.digest);
    } catch {
      // Asked once more next time.
    }
  }
}

function saidOf(
  message: string | null,
  reasons: readonly { readonly source: string; readonly reason: string }[],
): string[] {
  const faults = reasons.map(({ source, reason }) => (source === '' ? reason : `${source}: ${reason}`));
  return message === null ? faults : [message, ...faults];
}
