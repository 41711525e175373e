/** What is loaded when it is first asked for. */

export type Standing = 'loading' | 'failed' | 'here';

/** A module that is loaded when it is first asked for, and here from then on. */
export class Deferred<Module> {
  here: Module | null = null;
  private standing: Standing = 'loading';
  private loading: Promise<Module> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly load: () => Promise<Module>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): Standing => this.standing;

  /** After a failure it can be asked for again. */
  get(): Promise<Module> {
    return (this.loading ??= this.bring());
  }

  /** Asks for it before anybody needs it: who needs it then is told of a failure. */
  prefetch(): void {
    this.get().catch(() => undefined);
  }

  private async bring(): Promise<Module> {
    this.say('loading');
    try {
      this.here = await this.load();
      this.say('here');
      return this.here;
    } catch (error) {
      this.loading = null;
      this.say('failed');
      throw error;
    }
  }

  private say(standing: Standing): void {
    this.standing = standing;
    for (const listener of [...this.listeners]) listener();
  }
}
