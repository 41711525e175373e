/** Formulas as MathML by KaTeX, which is fetched from the labextension only when a handout has one. */
import { FORMULA } from './maths';
import { fetched } from './server';

/** The part of KaTeX that is used; `katex.js` beside the labextension exports it. */
export interface Typesetter {
  readonly renderToString: (tex: string, display: boolean) => string;
}

/** Typesets the formulas inside; without KaTeX in reach they stay readable as their source. */
export async function typeset(place: HTMLElement): Promise<void> {
  if (place.querySelector(`.${FORMULA}`) === null) return;
  const typesetter = await fetched<Typesetter>('katex.js');
  if (typesetter !== null) fill(place, typesetter);
}

/** Typesets the formulas inside that are not yet typeset. */
export function fill(place: HTMLElement, typesetter: Typesetter): void {
  for (const formula of place.querySelectorAll<HTMLElement>(`.${FORMULA}`)) {
    if (formula.firstElementChild !== null) continue;
    const display = formula.classList.contains(`${FORMULA}-display`);
    formula.innerHTML = typesetter.renderToString(formula.textContent, display);
  }
}
