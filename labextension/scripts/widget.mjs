// Builds the widget: one ES module and one stylesheet, which the anywidget of jupyter_pyprac.widget sends to the page,
// and beside the labextension what the page fetches later: the editor's comforts, and KaTeX where a handout has formulas.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { borrowing, lending } from './borrow.mjs';
import { grammar } from './grammar.mjs';

const minify = process.argv.includes('--minify');
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const beside = here('../jupyter_pyprac/labextension/static');

const common = {
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  minify,
  sourcemap: minify ? false : 'inline',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': JSON.stringify(minify ? 'production' : 'development') },
  logLevel: 'info',
};

// The cell brings its own React. Preact is the same to the app and 40 kB lighter; JupyterLab lends the panel React.
const alias = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
};

await build({
  ...common,
  entryPoints: { katex: here('src/widget/katex.ts') },
  outdir: beside,
});

const THERE = ['@codemirror/language', '@codemirror/state', '@codemirror/view', '@lezer/common'];
const comforts = await borrowing(here('src/app/editor/comforts.ts'), THERE, { ...common, plugins: [grammar] });
// The name changes with the content: a cell finds the file that was built with it, or none.
const file = `comforts.${createHash('sha256').update(comforts.code).digest('hex').slice(0, 16)}.js`;
await writeFile(`${beside}/${file}`, comforts.code);

const lender = {
  name: 'lender',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^pyprac:comforts$/ }, ({ path }) => ({ path, namespace: 'lender' }));
    onLoad({ filter: /.*/, namespace: 'lender' }, () => ({
      contents: lending(comforts.needs, file),
      resolveDir: here(''),
    }));
  },
};

const whole = {
  name: 'whole',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/bring$/ }, () => ({ path: here('src/widget/bring.ts') })),
};

await build({
  ...common,
  alias,
  plugins: [lender, whole],
  entryPoints: { practice: here('src/widget/index.tsx') },
  outdir: here('../jupyter_pyprac/widget/static'),
});
