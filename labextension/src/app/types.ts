/**
 * What a host gives the app beside state and actions: how Markdown is rendered, and how strings are translated.
 */
import type { ComponentType, Ref } from 'react';
import type { PracticeActions, PracticeState } from '../state/model';
import type { Command, KeyMap } from './keys';
import type { MenuItem } from './Menu';
import type { Preferences } from './preferences';

/** A component that renders a handout's Markdown; the source is untrusted, so the host sanitises it. */
export type MarkdownRenderer = ComponentType<{ readonly source: string }>;

/**
 * Translates a text and fills in its `%1`, `%2`, ... in that order.
 *
 * A pair is a text in singular and plural; its first value is the number that decides.
 */
export type Translate = (text: string | readonly [one: string, many: string], ...values: (string | number)[]) => string;

/** Where the app stands: JupyterLab's main area, a side panel, or the output of a notebook cell. */
export type Host = 'panel' | 'side' | 'cell';

/** What a host can have the app do: the same as its keys. */
export interface AppHandle {
  readonly carryOut: (command: Command) => void;
}

export interface PracticeAppProps {
  readonly state: PracticeState;
  readonly actions: PracticeActions;
  readonly host: Host;
  readonly renderMarkdown: MarkdownRenderer;
  readonly t: Translate;
  /** Keys other than the usual ones, where a person has rebound them in the host. */
  readonly keys?: Partial<KeyMap>;
  /** As usual where the host knows of none. */
  readonly preferences?: Preferences;
  /** What the host can do with the assignment beside; nothing shows no menu. */
  readonly menu?: readonly MenuItem[];
  readonly handle?: Ref<AppHandle>;
}

/** Translates nothing: fills in the values, and picks the plural by the rule of English. */
export const untranslated: Translate = (text, ...values) => {
  const chosen = typeof text === 'string' ? text : text[values[0] === 1 ? 0 : 1];
  return chosen.replace(/%(\d)/g, (whole, digit: string) => String(values[Number(digit) - 1] ?? whole));
};
