// Completes what tsc made in lib/: the stylesheet in one small file, and completions without the grammar behind them.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { grammar } from './grammar.mjs';

const lib = (path) => fileURLToPath(new URL(`../lib/${path}`, import.meta.url));
const common = { bundle: true, logLevel: 'warning' };

await build({ ...common, minify: true, entryPoints: [lib('../style/index.css')], outfile: lib('style.raw.css') });

const sources = lib('app/editor/sources.js');
await build({
  ...common,
  format: 'esm',
  external: ['@codemirror/autocomplete', '@codemirror/language', '@lezer/common'],
  plugins: [grammar],
  entryPoints: [sources],
  outfile: sources,
  allowOverwrite: true,
});
