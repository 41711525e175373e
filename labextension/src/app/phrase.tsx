/**
 * Sentences with a word set off: `**strong**` and `` `code` `` in the translated text, never in the values filled in.
 *
 * A phrase is data, so that the result card, the lens inside the editor and the live region say the same thing.
 */
import type { ReactElement } from 'react';
import type { Translate } from './types';

export interface Part {
  readonly text: string;
  readonly as: 'plain' | 'strong' | 'code';
}

export type Phrase = readonly Part[];

const MARKUP = /\*\*(.+?)\*\*|`(.+?)`/g;
/** Stand-ins from a private area of Unicode: markup is read before the values are there to be mistaken for it. */
const FIRST_STAND_IN = 0xe000;
const STAND_IN = /[\ue000-\ue01f]/g;

/** Translates a text with markup; values are shown as they are. */
export function phrase(t: Translate, text: Parameters<Translate>[0], ...values: (string | number)[]): Phrase {
  const standIns = values.map((value, index) =>
    typeof value === 'number' ? value : String.fromCharCode(FIRST_STAND_IN + index),
  );
  const fill = (part: string): string =>
    part.replace(STAND_IN, (sign) => String(values[sign.charCodeAt(0) - FIRST_STAND_IN] ?? ''));
  return parse(t(text, ...standIns)).map((part) => ({ ...part, text: fill(part.text) }));
}

/** Reads the markup of a text; the server's explanations come with `` `code` `` in them. */
export function parse(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKUP)) {
    parts.push({ text: text.slice(end, match.index), as: 'plain' });
    parts.push(match[1] === undefined ? { text: match[2] ?? '', as: 'code' } : { text: match[1], as: 'strong' });
    end = match.index + match[0].length;
  }
  parts.push({ text: text.slice(end), as: 'plain' });
  return parts.filter((part) => part.text !== '');
}

/** A phrase of one plain part, for text that comes from the server. */
export function plain(text: string): Phrase {
  return [{ text, as: 'plain' }];
}

/** Phrases one after the other, with a space between. */
export function join(...phrases: readonly Phrase[]): Phrase {
  return phrases.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? one : [...plain(' '), ...one]));
}

/** The phrase as a screen reader or a tooltip gets it. */
export function textOf(parts: Phrase): string {
  return parts.map((part) => part.text).join('');
}

const TAGS = { strong: 'b', code: 'code' } as const;

/** Renders a phrase. */
export function Say({ parts }: { readonly parts: Phrase }): ReactElement {
  return (
    <>
      {parts.map((part, index) => {
        const Tag = part.as === 'plain' ? null : TAGS[part.as];
        // A phrase never changes its order: the index is its identity.
        return Tag === null ? part.text : <Tag key={index}>{part.text}</Tag>;
      })}
    </>
  );
}

/** The same as DOM, for places that React does not draw (the editor's widgets). Text nodes only. */
export function sayInto(element: HTMLElement, parts: Phrase): void {
  for (const part of parts) {
    const target = part.as === 'plain' ? element : element.appendChild(document.createElement(TAGS[part.as]));
    target.append(part.text);
  }
}
