// Builds the widget: one ES module and one stylesheet, which the anywidget of jupyter_pyprac.widget sends to the page.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const minify = process.argv.includes('--minify');
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await build({
  entryPoints: { practice: here('src/widget/index.tsx') },
  outdir: here('../jupyter_pyprac/widget/static'),
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
});
