// For esbuild: Python's grammar is left out where nobody uses it, which its package does not say of itself.
export const grammar = {
  name: 'grammar',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^@lezer\/python$/ }, async ({ path, pluginData, importer, ...about }) => {
      if (pluginData === 'found') return undefined;
      return { ...(await resolve(path, { ...about, importer, pluginData: 'found' })), sideEffects: false };
    }),
};
