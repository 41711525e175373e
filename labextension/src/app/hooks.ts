/** The few hooks the components share: time, size, a remembered position, and the last value of something. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

export const MINUTE_MS = 60_000;

/** Milliseconds since 1970, read again every `every` ms; null stands still. */
export function useNow(every: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (every === null) return undefined;
    const tick = (): void => setNow(Date.now());
    const first = setTimeout(tick);
    const timer = setInterval(tick, every);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [every]);
  return now;
}

/**
 * The server's time in milliseconds since 1970, `ahead` of this machine's; read again at the moment that `next` names,
 * and when the page is looked at again: timers stand still while a machine sleeps.
 */
export function useServerNow(ahead: number, next: (now: number) => number | null): number {
  const [read, setRead] = useState(() => Date.now());
  const at = next(read + ahead);
  useEffect(() => {
    if (at === null) return undefined;
    const look = (): void => setRead(Date.now());
    const timer = setTimeout(look, Math.max(0, at - ahead - Date.now()));
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [at, ahead, read]);
  return read + ahead;
}

/** True once `value` has stayed true for `milliseconds`. */
export function useLasting(value: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) return undefined;
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [value, milliseconds]);
  return value && lasting;
}

/** Below this width (px) the views are tabs; the same number stands in the styles. */
const NARROW = 520;

/**
 * Whether the element is narrower than 520 px.
 *
 * The look is the styles' business; this is for what differs in meaning: which views are tabs.
 */
export function useNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null || typeof ResizeObserver === 'undefined') return undefined;
    const measure = (): void => {
      if (target.clientWidth > 0) setNarrow(target.clientWidth < NARROW);
    };
    measure();
    // At once: the styles hide what has no room already, and what is hidden loses the focus.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return narrow;
}

/** A number kept in this browser under a name; storage that is full or forbidden only means that it is forgotten. */
export function useKept(name: string, usual: number): [number, (value: number) => void] {
  const key = `pyprac:${name}`;
  const [value, setValue] = useState(() => {
    try {
      const stored = Number.parseFloat(localStorage.getItem(key) ?? '');
      return Number.isFinite(stored) ? stored : usual;
    } catch {
      return usual;
    }
  });
  const keep = useCallback(
    (next: number) => {
      setValue(next);
      try {
        localStorage.setItem(key, String(next));
      } catch {
        // Forgotten with the page.
      }
    },
    [key],
  );
  return [value, keep];
}

/** Whether the person asked for less motion; false where the browser cannot tell. */
function prefersStillness(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Counts from the last value to a higher new one in `milliseconds`; anything else is shown at once. */
export function useCountUp(value: number, milliseconds: number): number {
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    from.current = value;
    if (value <= start || prefersStillness()) {
      setShown(value);
      return undefined;
    }
    let frame = 0;
    let began: number | null = null;
    const step = (time: number): void => {
      began ??= time;
      const part = Math.min(1, (time - began) / milliseconds);
      setShown(Math.round(start + (value - start) * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [value, milliseconds]);
  return shown;
}
