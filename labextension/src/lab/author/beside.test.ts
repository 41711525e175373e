import type { Contents } from '@jupyterlab/services';
import { expect, it } from 'vitest';
import { filesBeside } from './beside';

/** A file system in memory: files with their sizes or their text, by path. */
function contents(files: Readonly<Record<string, number | string>>): Contents.IManager {
  const children = (folder: string): object[] => {
    const inside = Object.keys(files).filter((path) => path.startsWith(folder === '' ? '' : `${folder}/`));
    const names = inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1).split('/'));
    return [...new Map(names.map((parts) => [parts[0], parts])).values()].map(([name = '', ...rest]) => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return { name, path, type: rest.length > 0 ? 'directory' : 'file', size: sizeOf(files[path]) };
    });
  };
  const get = (path: string, { type }: { type: string }): Promise<object> =>
    Promise.resolve({ content: type === 'directory' ? children(path) : base64(files[path] ?? path, path) });
  const resolvePath = (path: string): string => path.split('/').slice(0, -1).join('/');
  return { get, resolvePath } as unknown as Contents.IManager;
}

function sizeOf(file: number | string | undefined): number | undefined {
  return typeof file === 'string' ? file.length : file;
}

/** The text of a file, or its path where it has none. */
function base64(file: number | string, path: string): string {
  const bytes = new TextEncoder().encode(typeof file === 'string' ? file : path);
  return btoa(String.fromCharCode(...bytes));
}

const WORDS = '![x](img/a%20list.png) open("people.csv") ![y](./img/deep/b.png)';

it('what the notebook names is read, with the course it belongs to', async () => {
  const files = {
    'week/course.toml': 9,
    'week/people.csv': 9,
    'week/img/a list.png': 9,
    'week/img/deep/b.png': 9,
    'week/img/other.png': 9,
    'week/secret.txt': 9,
    'people.csv': 9,
  };
  const found = await filesBeside(contents(files), 'week/01.ipynb', WORDS);
  expect(found.map(({ name }) => name).sort()).toEqual([
    'course.toml',
    'img/a list.png',
    'img/deep/b.png',
    'people.csv',
  ]);
  expect(found.find(({ name }) => name === 'people.csv')?.base64).toBe(btoa('week/people.csv'));
});

it('a notebook at the root has its files there', async () => {
  const found = await filesBeside(contents({ 'people.csv': 1 }), '01.ipynb', WORDS);
  expect(found.map(({ name }) => name)).toEqual(['people.csv']);
});

it('modules that are imported are read, with what they need in turn', async () => {
  const folder = contents({
    'helpers.py': 'from \\\n    größen import cm\nopen("table.csv")',
    'größen.py': 'import unused_here',
    'settings.yml': 'files: [more.csv]',
    'table.csv': 9,
    'more.csv': 9,
    'other.py': 9,
    'shapes/__init__.py': 9,
    'shapes/circle.py': 9,
    'data.csv': 9,
  });
  const found = await filesBeside(
    folder,
    '01.ipynb',
    'from helpers import double\nimport shapes\nconfig_file: settings.yml\nother data',
  );
  expect(found.map(({ name }) => name).sort()).toEqual([
    'größen.py',
    'helpers.py',
    'more.csv',
    'settings.yml',
    'shapes/__init__.py',
    'table.csv',
  ]);
});

it('what is too much to be sent is told with its size, and takes no place from what is not', async () => {
  const files = { 'film.mp4': 13 * 1024 * 1024, 'a.csv': 7 * 1024 * 1024, 'b.csv': 6 * 1024 * 1024, 'img/c.png': 2 };
  const found = await filesBeside(contents(files), '01.ipynb', Object.keys(files).join(' '));
  expect(found.map(({ name, base64, size }) => [name, base64 !== undefined, size])).toEqual([
    ['img/c.png', true, undefined],
    ['b.csv', true, undefined],
    ['a.csv', false, files['a.csv']],
    ['film.mp4', false, files['film.mp4']],
  ]);
});

it('no more files are named than the server takes', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.csv`, 1]));
  const found = await filesBeside(contents(files), '01.ipynb', Object.keys(files).join(' '));
  expect(found.length).toBe(200);
});
