import type { Contents } from '@jupyterlab/services';
import { expect, it } from 'vitest';
import { filesBeside } from './beside';

/** A file system in memory: files with their sizes, by path. */
function contents(files: Readonly<Record<string, number>>): Contents.IManager {
  const children = (folder: string): object[] => {
    const inside = Object.keys(files).filter((path) => path.startsWith(folder === '' ? '' : `${folder}/`));
    const names = inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1).split('/'));
    return [...new Map(names.map((parts) => [parts[0], parts])).values()].map(([name = '', ...rest]) => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return { name, path, type: rest.length > 0 ? 'directory' : 'file', size: files[path] };
    });
  };
  const get = (path: string, { type }: { type: string }): Promise<object> =>
    Promise.resolve({ content: type === 'directory' ? children(path) : btoa(path) });
  const resolvePath = (path: string): string => path.split('/').slice(0, -1).join('/');
  return { get, resolvePath } as unknown as Contents.IManager;
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

it('what is too much to send is left out', async () => {
  const files = {
    'people.csv': 13 * 1024 * 1024,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.csv`, 1])),
  };
  const words = Object.keys(files).join(' ');
  const found = await filesBeside(contents(files), '01.ipynb', words);
  expect(found.length).toBeLessThanOrEqual(100);
  expect(found.map(({ name }) => name)).not.toContain('people.csv');
});
