/** That the practice needs a server, and which. */
import type { ReactElement } from 'react';
import { Icon } from './icons';
import type { Translate } from './types';

/** Where installing is described. */
const MANUAL = 'https://pypi.org/project/jupyter-pyprac/';

/** What stands where no server of ours is in reach, as in an editor's own notebooks: what the practice needs. */
export function NoServer({ t }: { readonly t: Translate }): ReactElement {
  return (
    <div className="pp-full" role="status">
      <Icon name="book" className="pp-big" />
      <p>
        {t(
          'Practice needs a Jupyter server with jupyter_pyprac: open this notebook in JupyterLab or Jupyter Notebook 7 where it is installed.',
        )}{' '}
        <a href={MANUAL} target="_blank" rel="noreferrer">
          {t('How to install it')}
        </a>
      </p>
    </div>
  );
}
