// Builds the gallery into lib/gallery; then open dev/index.html.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { catalogues, texts } from '../scripts/catalogues.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const known = catalogues(here('../locale'));
const theme = (name) => `@jupyterlab/theme-${name}-extension/style/variables.css`;

await build({
  entryPoints: {
    gallery: here('gallery.tsx'),
    compare: here('compare.mjs'),
    light: theme('light'),
    dark: theme('dark'),
    contrast: theme('dark-high-contrast'),
  },
  outdir: here('../lib/gallery'),
  bundle: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  loader: { '.ttf': 'file', '.woff2': 'file' },
  assetNames: '[name]',
  sourcemap: 'inline',
  define: {
    'process.env.NODE_ENV': '"development"',
    CATALOGUES: JSON.stringify(Object.fromEntries(known.map(({ language, path }) => [language, texts(path)]))),
  },
  logLevel: 'warning',
});
