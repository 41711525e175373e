/** What makes a notebook an assignment, where one is none yet. */
import type { ReactElement } from 'react';
import { Icon } from '../icons';
import type { Translate } from '../types';

export function NoAssignment({ t }: { readonly t: Translate }): ReactElement {
  const roles = [
    ['#| solution', t('the reference solution; the starter is made from it where there is none')],
    ['#| tests', t('asserts, test functions or unittest classes that students see')],
    ['#| hidden tests', t('the same, which students do not see')],
    ['#| wrong NAME', t('a wrong solution that the tests must reject')],
    ['#| hint', t('in a Markdown cell: one hint')],
  ] as const;
  return (
    <div className="pp-check-none">
      <Icon name="book" className="pp-big" />
      <h2>{t('This notebook is not an assignment yet')}</h2>
      <p>
        {t(
          'Its Markdown cells would be the handout, with the title as the first heading. A code cell becomes a part of the assignment by its first line:',
        )}
      </p>
      <dl>
        {roles.map(([line, words]) => (
          <div key={line}>
            <dt>
              <code>{line}</code>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
