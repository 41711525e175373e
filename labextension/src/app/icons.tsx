/** The icons: 16 x 16 line drawings in the colour of the text around them, always beside a word or a label. */
import type { ReactElement } from 'react';

const PATHS = {
  check: 'M3 8.6 6.4 12 13 4.6',
  cross: 'm4 4 8 8M12 4l-8 8',
  solved: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0zM5 8.3l2.2 2.2L11 6',
  unsolved: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0zM5.8 5.8l4.4 4.4m0-4.4-4.4 4.4',
  warning: 'M8 2.2 14.6 13.4H1.4zM8 6.6v3M8 11.4v.1',
  clock: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0zM8 4.6V8l2.4 1.6',
  bulb: 'M5.6 10.6a4.4 4.4 0 1 1 4.8 0v1H5.6zM6.4 14h3.2',
  wrench:
    'M13.6 4.6 11.4 6.8 9.2 4.6l2.2-2.2A3.9 3.9 0 0 0 6.5 7.3L2.4 11.4a1.6 1.6 0 0 0 2.2 2.2l4.1-4.1a3.9 3.9 0 0 0 4.9-4.9z',
  equal: 'M5 2h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zM5 6.4h6M5 9.6h6',
  play: 'M5 3.2v9.6L12.6 8z',
  send: 'M8 13V3.4M4 7.2 8 3.2l4 4',
  keyboard:
    'M2.6 4h10.8A1.2 1.2 0 0 1 14.6 5.2v5.6a1.2 1.2 0 0 1-1.2 1.2H2.6a1.2 1.2 0 0 1-1.2-1.2V5.2A1.2 1.2 0 0 1 2.6 4zM4.2 6.7v.1M6.7 6.7v.1M9.3 6.7v.1M11.8 6.7v.1M5 9.4h6',
  more: 'M8 3.4v.1M8 7.9v.1M8 12.4v.1',
  left: 'M10 3.4 5.4 8l4.6 4.6',
  right: 'M6 3.4 10.6 8 6 12.6',
  down: 'M3.4 6 8 10.6 12.6 6',
  up: 'M3.4 10 8 5.4 12.6 10',
  lock: 'M4.6 7h6.8A1.6 1.6 0 0 1 13 8.6V12a1.6 1.6 0 0 1-1.6 1.6H4.6A1.6 1.6 0 0 1 3 12V8.6A1.6 1.6 0 0 1 4.6 7zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7L3 5.8M3 2.6v3.2h3.2',
  copy: 'M6.8 5.4H12a1.4 1.4 0 0 1 1.4 1.4V12a1.4 1.4 0 0 1-1.4 1.4H6.8A1.4 1.4 0 0 1 5.4 12V6.8a1.4 1.4 0 0 1 1.4-1.4zM3.4 10.4h-.2a1 1 0 0 1-1-1V3.6a1 1 0 0 1 1-1H9a1 1 0 0 1 1 1v.2',
  dot: 'M12 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0z',
  ring: 'M13.6 8A5.6 5.6 0 1 1 2.4 8a5.6 5.6 0 0 1 11.2 0z',
  half: 'M13.6 8A5.6 5.6 0 1 1 2.4 8a5.6 5.6 0 0 1 11.2 0z',
  star: 'm8 2 1.8 3.8 4.2.6-3 2.9.7 4.2L8 11.5l-3.7 2 .7-4.2-3-2.9 4.2-.6z',
  offline:
    'M2.4 6.4A8.4 8.4 0 0 1 5 4.7M8 4c2.1 0 4 .9 5.6 2.4M4.6 9a5 5 0 0 1 2-1.2M9.6 7.9A5 5 0 0 1 11.4 9M8 12v.1M3 2.4l10 11.2',
  book: 'M8 4.2C6.6 3 4.8 2.8 2.4 2.8v9.4c2.4 0 4.2.2 5.6 1.4 1.4-1.2 3.2-1.4 5.6-1.4V2.8C11.2 2.8 9.4 3 8 4.2zm0 0v9.4',
  code: 'M5.4 4.4 1.8 8l3.6 3.6M10.6 4.4 14.2 8l-3.6 3.6',
  list: 'M5.6 3.6h8M5.6 8h8M5.6 12.4h8M2.2 3.6h.1M2.2 8h.1M2.2 12.4h.1',
  search: 'M11.4 7A4.4 4.4 0 1 1 2.6 7a4.4 4.4 0 0 1 8.8 0zM10.4 10.4l3.2 3.2',
  compare:
    'M2.6 2.6h10.8A1.2 1.2 0 0 1 14.6 3.8v8.4a1.2 1.2 0 0 1-1.2 1.2H2.6a1.2 1.2 0 0 1-1.2-1.2V3.8A1.2 1.2 0 0 1 2.6 2.6zM8 2.6v10.8M3.6 6h2.2M3.6 9h2.2M10.2 6h2.2M10.2 9h2.2',
  history: 'M3 8a5 5 0 1 0 1.6-3.7L3 5.8M3 2.6v3.2h3.2M8 5.4V8l1.8 1.2',
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  readonly name: IconName;
  readonly className?: string;
}

/** An icon; hidden from screen readers, which get the word beside it. */
export function Icon({ name, className = '' }: IconProps): ReactElement {
  const filled = name === 'dot';
  return (
    <svg
      className={`pp-icon ${filled ? 'pp-icon-filled ' : ''}${className}`.trim()}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
      {name === 'half' ? <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" /> : null}
    </svg>
  );
}

/** The turning ring of something under way. */
export function Spinner({ className = '' }: { readonly className?: string }): ReactElement {
  return <span className={`pp-spinner ${className}`.trim()} aria-hidden="true" />;
}
