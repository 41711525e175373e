/** The marked line of the editor and the words below it: where a verdict points. */
import {
  RangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Text,
  type Transaction,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  gutter,
  GutterMarker,
  gutterLineClass,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view';
import { sayInto } from '../phrase';
import type { Lens } from '../result/lens';

/** The lens in the state of one document; `at` is null once the student has edited the line. */
interface Marked {
  readonly lens: Lens;
  readonly at: number | null;
}

/** Marks the line of a verdict, or takes the mark away. */
export const setLens = StateEffect.define<Lens | null>();

class LensWidget extends WidgetType {
  constructor(
    private readonly lens: Lens,
    private readonly id: string,
  ) {
    super();
  }

  override eq(other: LensWidget): boolean {
    return other.lens === this.lens;
  }

  /** The box stands in a wrapper: the editor measures widgets without their margins. */
  toDOM(): HTMLElement {
    const wrapper = document.createElement('div');
    wrapper.className = 'pp-lens-place';
    const box = wrapper.appendChild(document.createElement('div'));
    box.className = `pp-lens pp-lens-${this.lens.tone}`;
    box.id = this.id;
    box.setAttribute('role', 'note');
    sayInto(box, this.lens.words);
    return wrapper;
  }

  override get estimatedHeight(): number {
    return 60;
  }
}

const SIGNS = {
  bad: 'm4 4 8 8M12 4l-8 8',
  warn: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0zM8 4.6V8l2.4 1.6',
} as const;
const SVG = 'http://www.w3.org/2000/svg';

const noMarkers = RangeSet.of<GutterMarker>([]);

class Sign extends GutterMarker {
  constructor(private readonly tone: Lens['tone']) {
    super();
  }

  override eq(other: Sign): boolean {
    return other.tone === this.tone;
  }

  override toDOM(): Element {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('class', 'pp-icon');
    svg.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', SIGNS[this.tone]);
    return svg;
  }
}

class Tinted extends GutterMarker {
  constructor(tone: Lens['tone']) {
    super();
    this.elementClass = `pp-marked pp-marked-${tone}`;
  }
}

const TINTS = { bad: new Tinted('bad'), warn: new Tinted('warn') } as const;

function marking(content: Text, lens: Lens): Marked {
  const fits = content.toString() === lens.code && lens.line <= content.lines && lens.line >= 1;
  return { lens, at: fits ? content.line(lens.line).from : null };
}

/** Keeps to the line while others are edited; lets go when the line itself is. */
function carried(marked: Marked, transaction: Transaction): Marked {
  if (marked.at === null) return marked;
  const line = transaction.startState.doc.lineAt(marked.at);
  if (transaction.changes.touchesRange(line.from, line.to) !== false) return { ...marked, at: null };
  return { ...marked, at: transaction.changes.mapPos(marked.at, 1) };
}

function update(marked: Marked | null, transaction: Transaction): Marked | null {
  for (const effect of transaction.effects) {
    if (effect.is(setLens)) return effect.value === null ? null : marking(transaction.newDoc, effect.value);
  }
  return marked !== null && transaction.docChanged ? carried(marked, transaction) : marked;
}

const field = StateField.define<Marked | null>({ create: () => null, update });

/** Which verdict the document was last marked for. */
export function markedFor(state: EditorState): string | null {
  return state.field(field, false)?.lens.key ?? null;
}

/** Where the marked line begins, or null. */
export function markedAt(state: EditorState): number | null {
  return state.field(field, false)?.at ?? null;
}

function decorations(state: EditorState, id: string): DecorationSet {
  const marked = state.field(field);
  if (marked?.at == null) return Decoration.none;
  const { tone } = marked.lens;
  const line = state.doc.lineAt(marked.at);
  const indent = line.text.length - line.text.trimStart().length;
  const end = line.from + line.text.trimEnd().length;
  const ranges = [Decoration.line({ class: `pp-marked pp-marked-${tone}` }).range(line.from)];
  if (end > line.from + indent) ranges.push(Decoration.mark({ class: 'pp-wavy' }).range(line.from + indent, end));
  const widget = new LensWidget(marked.lens, id);
  ranges.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
  return Decoration.set(ranges);
}

/** The extension: `id` becomes the lens's; the editor is described by it and by `helpId`. */
export function lensExtension(id: string, helpId: string): Extension {
  return [
    field,
    EditorView.decorations.compute([field], (state) => decorations(state, id)),
    EditorView.contentAttributes.compute([field], (state) => ({
      'aria-describedby': markedAt(state) === null ? helpId : `${id} ${helpId}`,
    })),
    gutterLineClass.compute([field], (state) => {
      const marked = state.field(field);
      return marked?.at == null ? noMarkers : RangeSet.of([TINTS[marked.lens.tone].range(marked.at)]);
    }),
    gutter({
      class: 'pp-sign-gutter',
      markers: (view) => {
        const marked = view.state.field(field);
        return marked?.at == null
          ? noMarkers
          : RangeSet.of<GutterMarker>([new Sign(marked.lens.tone).range(marked.at)]);
      },
    }),
  ];
}
