import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const host = {
  group: ['@jupyterlab/*', '@lumino/*', '@jupyter/*', '@anywidget/*', '@jupyter-widgets/*'],
  message: 'app, client and state know no host: pass in what is needed from lab/ or widget/.',
};
const words = 'what a person reads goes through `t`, so that it can be translated.';
const up = (...names) => ({
  group: names.map((name) => `**/${name}/**`),
  message: 'imports point from the entries (lab, widget) to app, state and client, never back.',
});
const restrict = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['lib/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  a11y.flatConfigs.recommended,
  hooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.tsx'],
    ignores: ['src/**/*.test.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXText[value=/\\p{L}{2}/u]', message: words },
        { selector: 'JSXAttribute[name.name=/^(title|alt|label|placeholder|aria-label)$/] > Literal', message: words },
      ],
    },
  },
  restrict(['src/client/**'], host, up('state', 'app', 'lab', 'widget')),
  restrict(['src/state/**'], host, up('app', 'lab', 'widget')),
  restrict(['src/app/**'], host, up('lab', 'widget')),
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  { files: ['style/*.js'], languageOptions: { globals: { document: 'readonly' } } },
);
