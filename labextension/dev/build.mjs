// Builds the gallery into lib/gallery; then open dev/index.html.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { catalogues, texts } from '../scripts/catalogues.mjs';

const known = catalogues(fileURLToPath(new URL('../locale', import.meta.url)));

await build({
  entryPoints: { gallery: fileURLToPath(new URL('gallery.tsx', import.meta.url)) },
  outdir: fileURLToPath(new URL('../lib/gallery', import.meta.url)),
  bundle: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  sourcemap: 'inline',
  define: {
    'process.env.NODE_ENV': '"development"',
    CATALOGUES: JSON.stringify(Object.fromEntries(known.map(({ language, path }) => [language, texts(path)]))),
  },
  logLevel: 'info',
});
