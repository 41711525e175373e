/** Keeps what is known, and tells whoever listens that it has changed. */
import { EMPTY, type Holder, refreshed, type World } from './world';

/** So long (ms) after a key its letter has been drawn, and what else follows from it can be. */
export const AFTER_KEY = 100;

export class Keeper implements Holder {
  private known: World = EMPTY;
  private readonly listeners = new Set<() => void>();
  private telling: ReturnType<typeof setTimeout> | undefined;
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
    const before = this.take(step);
    this.tell();
    this.changed(before);
  };

  readonly changeByKey = (step: (world: World) => World): void => {
    const before = this.take(step);
    this.telling ??= setTimeout(() => this.tell(), AFTER_KEY);
    this.changed(before);
  };

  readonly tick = (): number => (this.moment += 1);

  /** Tells nobody any more. */
  close(): void {
    clearTimeout(this.telling);
    this.listeners.clear();
  }

  /** Returns what was known before. */
  private take(step: (world: World) => World): World {
    const before = this.known;
    this.known = refreshed(before, step({ ...before, tick: this.tick() }));
    return before;
  }

  private tell(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    for (const listener of [...this.listeners]) listener();
  }
}
