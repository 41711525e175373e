// Builds a module that is fetched later and brings nothing that is there already: the module before it lends its packages.
import { build, transform } from 'esbuild';

/** An entry as text: its default export takes `{package: {name: value}}` and returns the entry's exports; and what it needs. */
export async function borrowing(entry, packages, { minify, ...common }) {
  const readable = {
    ...common,
    bundle: true,
    format: 'esm',
    minify: false,
    minifySyntax: true,
    sourcemap: false,
    write: false,
  };
  const built = await build({ ...readable, entryPoints: [entry], external: packages });
  const needs = {};
  const borrowed = (_, names, from) => {
    needs[from] = new Set([...(needs[from] ?? []), ...names.split(',').map((each) => each.trim().split(' ')[0])]);
    return `const {${names.replaceAll(' as ', ': ')}} = lent[${JSON.stringify(from)}];`;
  };
  // As esbuild writes them; one that is left over is no function's syntax, and ends the build.
  const body = built.outputFiles[0].text
    .replace(/^import \{([^}]*)\} from "([^"]+)";$/gm, borrowed)
    .replace(/^export \{([^}]*)\};$/m, (_, names) => `return {${names.replace(/(\w+) as (\w+)/g, '$2: $1')}};`);
  const { code } = await transform(`export default (lent) => {${body}};`, { minify });
  return { code, needs };
}

/** A module for the one that lends: `lent` as the other wants it, and `file`, the other's name. */
export function lending(needs, file) {
  const imports = Object.entries(needs).map(([from, names]) => [from, [...names].join(', ')]);
  return [
    ...imports.map(([from, names]) => `import { ${names} } from ${JSON.stringify(from)};`),
    `export const lent = { ${imports.map(([from, names]) => `${JSON.stringify(from)}: { ${names} }`).join(', ')} };`,
    `export const file = ${JSON.stringify(file)};`,
  ].join('\n');
}
