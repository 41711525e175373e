/** Why a request was not let in; a reload of the page may mend it. */
export const BARRED = ['signed-out', 'stale-page', 'refused'] as const;
export type Barred = (typeof BARRED)[number];

/**
 * `null` where the service answered, also by what the role of the one who asks may not do.
 *
 * By the status and our own `code`, which a proxy's or a Hub's answer has not.
 *
 *     signed-out   the server knows nobody by this page's cookie or token
 *     stale-page   it does not take the page's XSRF token, which a reload renews
 *     refused      somebody on the way said no: a proxy, a filter, a Hub whose scopes do not reach here
 */
export function barred(status: number, code: unknown): Barred | null {
  if (status === 401) return 'signed-out';
  if (status !== 403 || code === 'forbidden') return null;
  return code === 'unauthenticated' ? 'signed-out' : code === 'stale-page' ? 'stale-page' : 'refused';
}
