// Builds the widget: one ES module and one stylesheet, which the anywidget of jupyter_pyprac.widget sends to the page,
// and beside the labextension a module that the page fetches only when a handout has formulas.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const minify = process.argv.includes('--minify');
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

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
  alias,
  entryPoints: { practice: here('src/widget/index.tsx') },
  outdir: here('../jupyter_pyprac/widget/static'),
});
await build({
  ...common,
  entryPoints: { katex: here('src/widget/katex.ts') },
  outdir: here('../jupyter_pyprac/labextension/static'),
});
