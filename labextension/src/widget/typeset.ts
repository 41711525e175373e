/** Formulas as MathML by KaTeX, which is fetched from the labextension only when a handout has one. */
import { FORMULA } from './maths';
import { serverPage } from './server';

/** The part of KaTeX that is used; `katex.js` beside the labextension exports it. */
export interface Typesetter {
  readonly renderToString: (tex: string, display: boolean) => string;
}

let loading: Promise<Typesetter | null> | null = null;

/** Typesets the formulas inside; without KaTeX in reach they stay readable as their source. */
export async function typeset(place: HTMLElement): Promise<void> {
  const formulas = place.querySelectorAll<HTMLElement>(`.${FORMULA}`);
  if (formulas.length === 0) return;
  loading ??= load();
  const typesetter = await loading;
  if (typesetter === null) return;
  for (const formula of formulas) {
    if (formula.firstElementChild !== null) continue;
    const display = formula.classList.contains(`${FORMULA}-display`);
    formula.innerHTML = typesetter.renderToString(formula.textContent, display);
  }
}

async function load(): Promise<Typesetter | null> {
  const page = serverPage();
  if (page === null) return null;
  try {
    return (await import(/* the address is known only here */ page.asset('katex.js'))) as Typesetter;
  } catch {
    return null; // the labextension is not installed on this server
  }
}
