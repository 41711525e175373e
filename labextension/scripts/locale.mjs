// Builds the catalogues: for JupyterLab, which finds them in the Python package, and beside the labextension for the widget.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, catalogues } from './catalogues.mjs';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

for (const catalogue of catalogues(here('locale'))) {
  const { language } = catalogue;
  build(catalogue, version, [
    here(`../jupyter_pyprac/locale/${language}/LC_MESSAGES/jupyter_pyprac.json`),
    here(`../jupyter_pyprac/labextension/static/${language}.json`),
  ]);
}
