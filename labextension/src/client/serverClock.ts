/** What time it is for the server, learned from the `Date` of its replies: the clock of this machine may be wrong. */
import type { Transport } from './transport';

/** Between which two numbers (ms) lies how far the server's clock is ahead of this machine's. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** `Date` is told in whole seconds. */
const SECOND = 1000;

/** The bounds that a reply sets, which was asked for at `sent` and came at `came`; null where it tells no time. */
export function bounds(date: string | null, sent: number, came: number): Bounds | null {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? null : { least: told - came, most: told + SECOND - sent };
}

/** What was believed, moved only as far as the bounds ask for: a reply that took long proves nothing. */
export function within(ahead: number, { least, most }: Bounds): number {
  return Math.min(Math.max(ahead, least), most);
}

/** The same transport, telling after each reply what it says of the server's clock. */
export function clocked(transport: Transport, tell: (bounds: Bounds) => void): Transport {
  return {
    baseUrl: transport.baseUrl,
    connect: () => transport.connect(),
    fetch: async (path, init) => {
      const sent = Date.now();
      const response = await transport.fetch(path, init);
      const set = bounds(response.headers.get('Date'), sent, Date.now());
      if (set !== null) tell(set);
      return response;
    },
  };
}
