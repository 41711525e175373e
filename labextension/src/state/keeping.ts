/** Keeps what is known, and tells whoever listens that it has changed. */
import { EMPTY, type Holder, refreshed, type World } from './world';

export class Keeper implements Holder {
  private known: World = EMPTY;
  private readonly listeners = new Set<() => void>();
  private moment = 0;

  /** `changed` is called after the listeners, with what was known before. */
  constructor(private readonly changed: (before: World) => void) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get world(): World {
    return this.known;
  }

  readonly change = (step: (world: World) => World): void => {
    const before = this.known;
    this.known = refreshed(before, step({ ...before, tick: this.tick() }));
    for (const listener of [...this.listeners]) listener();
    this.changed(before);
  };

  readonly tick = (): number => (this.moment += 1);

  /** Tells nobody any more. */
  close(): void {
    this.listeners.clear();
  }
}
