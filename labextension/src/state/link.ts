/** From what sockets and requests do to the one word that a person reads. */
import type { SocketStatus } from '../client/socket';
import type { Reach } from '../client/transport';
import type { Connection } from './model';

/** So many tries without a socket, while requests get through, mean that sockets are blocked here. */
export const BLOCKED_AFTER = 3;

export interface Signs {
  readonly socket: SocketStatus;
  /** The tries since it was last open. */
  readonly failures: number;
  /** The last of them was turned away because the viewer has too many sockets. */
  readonly tooMany: boolean;
  /** Those of them while requests got through. */
  readonly blocked: number;
  /** What came of the last request; null before the first. */
  readonly reached: Reach | null;
  /** What the browser says of its network. */
  readonly onLine: boolean;
}

export function connectionOf({ socket, failures, tooMany, blocked, reached, onLine }: Signs): Connection {
  if (socket === 'open') return 'live';
  if (!onLine) return 'offline';
  if (failures === 0) return 'connecting';
  if (reached === 'gone' || reached === 'silent') return 'offline';
  if (reached !== null && reached !== 'answered') return reached;
  if (tooMany) return 'too-many';
  return blocked >= BLOCKED_AFTER ? 'polling' : 'reconnecting';
}
