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

/** A text of the interface in English, by which catalogues know it; a pair is one in singular and plural. */
export type Wording = string | readonly [one: string, many: string];

export interface Translate {
  /** Translates and fills in `%1`, `%2`, ... in that order; of a pair's values the first is the number that decides. */
  (text: Wording, ...values: (string | number)[]): string;
  /** The language of the texts, as in an element's `lang`. */
  readonly language: string;
}

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
  /** Where an author looks at an assignment as a student will get it. */
  readonly preview?: PreviewOf;
}

export interface PreviewOf {
  /** When students see it, in milliseconds since 1970; null where they do already. */
  readonly releasedAt: number | null;
  /** Brings what is in the notebook now. */
  readonly onUpdate: () => void;
}

/** Fills the values of a text in. */
export function filled(text: string, values: readonly (string | number)[]): string {
  return text.replace(/%(\d)/g, (whole, digit: string) => String(values[Number(digit) - 1] ?? whole));
}

/** Translates nothing: fills in the values, and picks the plural by the rule of English. */
export const untranslated: Translate = Object.assign(
  (text: Wording, ...values: (string | number)[]) =>
    filled(typeof text === 'string' ? text : text[values[0] === 1 ? 0 : 1], values),
  { language: 'en' },
);
