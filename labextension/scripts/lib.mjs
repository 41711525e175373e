// Completes what tsc made in lib/: each stylesheet in one small file, and completions without the grammar behind them.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { grammar } from './grammar.mjs';

const lib = (path) => fileURLToPath(new URL(`../lib/${path}`, import.meta.url));
const common = { bundle: true, logLevel: 'warning' };

for (const [source, made] of [
  ['style/index.css', 'style.raw.css'],
  ['src/app/styles/parts.css', 'app/styles/parts.css'],
  ['src/app/styles/check.css', 'app/styles/check.css'],
]) {
  await build({ ...common, minify: true, entryPoints: [lib(`../${source}`)], outfile: lib(made) });
}

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
