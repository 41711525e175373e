/**
 * Sentences with a word set off: `**strong**` and `` `code` `` in the translated text, never in the values filled in.
 *
 * A phrase is data, so that the result card, the lens inside the editor and the live region say the same thing.
 */
import type { ReactElement } from 'react';
import type { Sentence } from '../client/contract';
import type { Translate, Wording } from './types';

export interface Part {
  readonly text: string;
  readonly as: 'plain' | 'strong' | 'code';
  /** The language of a part that is in another one than the interface. */
  readonly lang?: string;
}

export type Phrase = readonly Part[];

const MARKUP = /\*\*(.+?)\*\*|`(.+?)`/g;
/** Stand-ins from a private area of Unicode: markup is read before the values are there to be mistaken for it. */
const FIRST_STAND_IN = 0xe000;
const STAND_IN = /([\ue000-\ue01f])/;

/** What is filled in: shown as it is, or as the phrase that it is. */
type Value = string | number | Phrase;

/** Translates a text with markup; values are shown as they are. */
export function phrase(t: Translate, text: Wording, ...values: Value[]): Phrase {
  const standIns = values.map((value, index) =>
    typeof value === 'number' ? value : String.fromCharCode(FIRST_STAND_IN + index),
  );
  return merged(parse(t(text, ...standIns)).flatMap((part) => filledIn(part, values)));
}

function filledIn(part: Part, values: readonly Value[]): readonly Part[] {
  return part.text.split(STAND_IN).flatMap((piece) => {
    const value = STAND_IN.test(piece) ? values[piece.charCodeAt(0) - FIRST_STAND_IN] : piece;
    return typeof value === 'object' ? value : [{ ...part, text: String(value ?? '') }];
  });
}

/** Neighbours of one look become one part. */
function merged(parts: readonly Part[]): Phrase {
  const whole: Part[] = [];
  for (const part of parts.filter(({ text }) => text !== '')) {
    const last = whole.at(-1);
    if (last?.as === part.as && last.lang === part.lang)
      whole[whole.length - 1] = { ...part, text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}

/** Reads the markup of a text. */
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

/** What the server and its graders say of their own accord: in English, with the same markup. */
export function said(text: string): Part[] {
  return parse(text).map((part) => ({ ...part, lang: 'en' }));
}

/** What graders say, in the interface's language where they tell of which sentences it is made; else as they said it. */
export function translated(t: Translate, text: string | null, sentences: readonly Sentence[] | null): Phrase {
  if (sentences === null || sentences.length === 0) return said(text ?? '');
  return join(...sentences.map((sentence) => sentencePhrase(t, sentence)));
}

function sentencePhrase(t: Translate, sentence: Sentence): Phrase {
  const values = sentence.values.map((value) => (typeof value === 'object' ? sentencePhrase(t, value) : value));
  return phrase(t, sentence.text, ...values);
}

/** A phrase of one plain part; none where there is no text. */
export function plain(text: string): Phrase {
  return text === '' ? [] : [{ text, as: 'plain' }];
}

/** Phrases one after the other, with a space between. */
export function join(...phrases: readonly Phrase[]): Phrase {
  return phrases.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? one : [...plain(' '), ...one]));
}

/** The phrase as a screen reader or a tooltip gets it. */
export function textOf(parts: Phrase): string {
  return parts.map((part) => part.text).join('');
}

const TAGS = { strong: 'b', code: 'code', plain: 'span' } as const;

function tagOf({ as, lang }: Part): 'b' | 'code' | 'span' | null {
  return as === 'plain' && lang === undefined ? null : TAGS[as];
}

/** Renders a phrase. */
export function Say({ parts }: { readonly parts: Phrase }): ReactElement {
  return (
    <>
      {parts.map((part, index) => {
        const Tag = tagOf(part);
        // A phrase never changes its order: the index is its identity.
        return Tag === null ? (
          part.text
        ) : (
          <Tag key={index} lang={part.lang}>
            {part.text}
          </Tag>
        );
      })}
    </>
  );
}

/** The same as DOM, for places that React does not draw (the editor's widgets). Text nodes only. */
export function sayInto(element: HTMLElement, parts: Phrase): void {
  for (const part of parts) {
    const tag = tagOf(part);
    const target = tag === null ? element : element.appendChild(document.createElement(tag));
    if (part.lang !== undefined) target.lang = part.lang;
    target.append(part.text);
  }
}
