/** What the page around us does: when it is used, when it is left, and when its network comes and goes. */

export interface PageListener {
  readonly used: () => void;
  readonly left: () => void;
  readonly network: () => void;
  /** The machine slept, or the browser froze the page: nothing that was open then can be trusted. */
  readonly woke: () => void;
}

/** The clock is looked at this often (ms); one that jumped by more than `LATE` tells of a sleep. */
const BEAT = 1_000;
const LATE = 5_000;
/** Browsers let the timers of a page out of sight run this seldom (ms). */
const THROTTLED = 60_000;

/** A function that notices a sleep when it is called every `BEAT`, and when the page comes back into sight. */
function pulse(woke: () => void): () => void {
  let last = Date.now();
  return () => {
    const late = Date.now() - last - BEAT;
    const hidden = document.visibilityState === 'hidden';
    if (hidden && late > THROTTLED) return; // told when somebody looks
    last = Date.now();
    if (late > LATE && !hidden) woke();
  };
}

const USED = ['focus', 'keydown', 'pointerdown'] as const;

/** Listens to the window; returns the way to stop. */
export function watchPage({ used, left, network, woke }: PageListener): () => void {
  const end = new AbortController();
  const beat = pulse(woke);
  const timer = setInterval(beat, BEAT);
  const options = { signal: end.signal, capture: true, passive: true };
  for (const name of USED) window.addEventListener(name, used, options);
  window.addEventListener('pagehide', left, options);
  window.addEventListener('online', network, options);
  window.addEventListener('offline', network, options);
  document.addEventListener(
    'visibilitychange',
    () => {
      beat();
      if (document.visibilityState === 'hidden') left();
      else used();
    },
    options,
  );
  document.addEventListener('resume', beat, options);
  return () => {
    clearInterval(timer);
    end.abort();
  };
}

/** Calls back when what was changed is on the screen; a page in the background paints nothing, so time runs too. */
export function painted(done: () => void): void {
  let called = false;
  const once = (): void => {
    if (!called) setTimeout(done);
    called = true;
  };
  requestAnimationFrame(once);
  setTimeout(once, 200);
}
