/** Why something could not be done, in words: the server's own, or those for what was found out here. */
import { BARRED } from '../client/barred';
import { TIMEOUT } from '../client/request';
import type { Trouble } from '../state/model';
import { decimal } from './format';
import { phrase, said, type Phrase } from './phrase';
import type { Translate } from './types';

/** What a proxy answers in the place of a server that is stopped or cannot be reached. */
const PROXY: ReadonlySet<number> = new Set([424, 502, 503, 504]);

/** Asking again would not help, but a reload may. */
export const SHUT_OUT: ReadonlySet<string> = new Set(BARRED);

/** The sentence. */
export function troubleWords(t: Translate, { code, message, status = 0 }: Trouble): Phrase {
  if (message !== null) return said(message);
  switch (code) {
    case 'timeout':
      return phrase(t, 'The server did not answer within %1 s.', decimal(t, TIMEOUT / 1000));
    case 'offline':
      return phrase(t, 'The server cannot be reached.');
    case 'not-sent':
      return phrase(t, 'The connection was lost on the way there, and is back now. Your code is saved.');
    case 'signed-out':
      return phrase(t, 'You are no longer signed in. Reload the page to sign in again.');
    case 'stale-page':
      return phrase(t, 'The server does not know this page any more. Reload it.');
    case 'refused':
      return phrase(t, 'Your way to the server is barred. Reload the page; if that does not help, tell the staff.');
    case 'unknown-submission':
      return phrase(t, 'The server does not know it any more.');
    case 'not-here':
      return phrase(
        t,
        'jupyter_pyprac does not run on this Jupyter server. Run `%1` in its environment and restart it.',
        'jupyter server extension enable jupyter_pyprac',
      );
    default:
      return PROXY.has(status)
        ? phrase(t, 'The server cannot be reached.')
        : phrase(t, 'The server answered %1.', status);
  }
}

/** The sentence for an assignment that was open and is not there any more. */
export function withdrawnWords(t: Translate, title: string): Phrase {
  return phrase(t, 'Your instructor has withdrawn **%1**. What you submitted there is kept.', title);
}
