/** What the page around us does: when it is used, when it is left, and when its network comes and goes. */

export interface PageListener {
  readonly used: () => void;
  readonly left: () => void;
  readonly network: () => void;
}

const USED = ['focus', 'keydown', 'pointerdown'] as const;

/** Listens to the window; returns the way to stop. */
export function watchPage({ used, left, network }: PageListener): () => void {
  const end = new AbortController();
  const options = { signal: end.signal, capture: true, passive: true };
  for (const name of USED) window.addEventListener(name, used, options);
  window.addEventListener('pagehide', left, options);
  window.addEventListener('online', network, options);
  window.addEventListener('offline', network, options);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') left();
      else used();
    },
    options,
  );
  return () => end.abort();
}
