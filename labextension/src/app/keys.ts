/**
 * The app's keys: which there are, and whether a key event is one of them.
 *
 * The notation is that of JupyterLab's shortcut settings ("Accel Shift Enter"), so a host can pass on what a person rebound.
 */
export type Command =
  'run' | 'submit' | 'previous' | 'next' | 'assignments' | 'next-failure' | 'next-region' | 'previous-region';

export type KeyMap = Readonly<Record<Command, string>>;

export const DEFAULT_KEYS: KeyMap = {
  run: 'Accel Enter',
  submit: 'Accel Shift Enter',
  previous: 'Alt PageUp',
  next: 'Alt PageDown',
  assignments: 'Alt 0',
  'next-failure': 'F8',
  'next-region': 'F6',
  'previous-region': 'Shift F6',
};

interface Pressed {
  readonly key: string;
  /** The key by its place: with Alt, a Mac types other signs than are printed on the keys. */
  readonly code?: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether this browser runs where the main modifier is the Command key. */
export function isMac(agent: string = typeof navigator === 'undefined' ? '' : navigator.userAgent): boolean {
  return /Mac OS X|iPhone|iPad/.test(agent);
}

function isAt(code: string | undefined, key: string): boolean {
  return code === `Digit${key}` || code === `Key${key.toUpperCase()}`;
}

function matches(binding: string, event: Pressed, mac: boolean): boolean {
  const parts = binding.split(/\s+/);
  const key = parts[parts.length - 1] ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const control = wants('Ctrl') || (wants('Accel') && !mac);
  const meta = wants('Cmd') || wants('Meta') || (wants('Accel') && mac);
  return (
    (event.key.toLowerCase() === key.toLowerCase() || (wants('Alt') && isAt(event.code, key))) &&
    event.altKey === wants('Alt') &&
    event.ctrlKey === control &&
    event.metaKey === meta &&
    event.shiftKey === wants('Shift')
  );
}

/** The command of a key event, or null when it is none of ours. */
export function commandOf(event: Pressed, keys: KeyMap = DEFAULT_KEYS, mac: boolean = isMac()): Command | null {
  const commands = Object.keys(keys) as Command[];
  return commands.find((command) => matches(keys[command], event, mac)) ?? null;
}

const SYMBOLS: Readonly<Record<string, string>> = { Enter: '↵', Shift: '⇧' };

/** A binding as a button shows it: "Ctrl ⇧ ↵", or "⌘⇧↵" on a Mac. */
export function keyLabel(binding: string, mac: boolean = isMac()): string {
  const parts = binding.split(/\s+/).map((part) => (part === 'Accel' ? (mac ? '⌘' : 'Ctrl') : (SYMBOLS[part] ?? part)));
  return parts.join(mac ? '' : ' ');
}
