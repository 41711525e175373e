import type { ServiceManager } from '@jupyterlab/services';
import { describe, expect, it, vi } from 'vitest';
import { untranslated, type Wording } from '../app/types';
import { assignment } from '../testing/made';
import { nameOf, placeOf, scratchOf, writeScratch } from './scratch';

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string }[];
  readonly metadata: unknown;
}

const KERNEL = { name: 'python3', display_name: 'Python 3', language: 'python', argv: [], resources: {} };

it('a scratch notebook holds handout, draft and the visible tests', () => {
  const given = assignment({
    title: 'Two\nlines',
    visible_tests: [
      { name: 'finds\nit', points: 1, kind: 'call', call: 'search(1, [1])', expected: '0' },
      { name: 'refuses', points: 1, kind: 'call', call: 'search(1, 1)', raises: 'TypeError' },
      { name: 'echo', points: 1, kind: 'script', stdin: '3\n', stdout: '9\n' },
      { name: 'greets', points: 1, kind: 'script', stdin: '', stdout: '```\n' },
      { name: 'is checked', points: 1, kind: 'check', source: 'assert answer' },
    ],
  });
  const { cells, metadata } = scratchOf(given, 'answer = 42\n', KERNEL, untranslated) as Notebook;
  expect(cells.map(({ cell_type, source }) => [cell_type, source])).toEqual([
    ['markdown', '# Two lines\n\nFind it.'],
    ['code', 'answer = 42\n'],
    ['code', '# finds it: gives 0\nsearch(1, [1])'],
    ['code', '# refuses: raises TypeError\nsearch(1, 1)'],
    ['markdown', '**echo**\n\nInput:\n\n```text\n3\n```\n\nExpected output:\n\n```text\n9\n```'],
    ['markdown', '**greets**\n\nExpected output:\n\n````text\n```\n````'],
  ]);
  expect(metadata).toEqual({ kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } });
});

it('a scratch notebook says in the language of the page what its calls give', () => {
  const german = new Map([
    ['gives %1', 'ergibt %1'],
    ['raises %1', 'löst %1 aus'],
  ]);
  const t = Object.assign(
    (text: Wording, ...values: (string | number)[]) => untranslated(german.get(String(text)) ?? text, ...values),
    { language: 'de' },
  );
  const call = { points: 1, kind: 'call', call: 'search(1, 1)' } as const;
  const visible_tests = [
    { ...call, name: 'findet', expected: '0' },
    { ...call, name: 'lehnt ab', raises: 'TypeError' },
  ];
  const { cells } = scratchOf(assignment({ visible_tests }), '', KERNEL, t) as Notebook;
  expect(cells.slice(2).map(({ source }) => source.split('\n')[0])).toEqual([
    '# findet: ergibt 0',
    '# lehnt ab: löst TypeError aus',
  ]);
});

it('without a kernel for Python it names none', () => {
  expect((scratchOf(assignment(), '', null, untranslated) as Notebook).metadata).toEqual({});
});

it.each([
  [[], 'search.ipynb'],
  [['search'], 'search.ipynb'],
  [['Search.ipynb', 'search-3.ipynb'], 'search-2.ipynb'],
  [['search.ipynb', 'search-2.ipynb'], 'search-3.ipynb'],
])('has the name of the assignment, and a number where %j are there', (files, name) => {
  expect(nameOf('search', files)).toBe(name);
});

describe('writing one', () => {
  /** A server with these files, on which nothing but listing and saving is there. */
  function serving(...files: string[]) {
    const written = new Map<string, unknown>();
    const contents = {
      get: () => Promise.resolve({ content: [...files, ...written.keys()].map((name) => ({ name })) }),
      save: vi.fn((path: string, { content }: { content: unknown }) => {
        written.set(path, content);
        return Promise.resolve({ path });
      }),
    };
    const kernelspecs = { ready: Promise.resolve(), specs: null };
    return { services: { contents, kernelspecs } as unknown as ServiceManager.IManager, contents, written };
  }

  it('takes one request, so that nothing half made is left where it fails', async () => {
    const { services, contents, written } = serving('search.ipynb');
    contents.save.mockRejectedValueOnce(new Error('read-only'));
    await expect(writeScratch(services, assignment(), '', untranslated)).rejects.toThrow('read-only');
    expect(written.size).toBe(0);
    expect(await writeScratch(services, assignment(), 'a = 1', untranslated)).toBe('search-2.ipynb');
    expect([...written.keys()]).toEqual(['search-2.ipynb']);
    expect(written.get('search-2.ipynb')).toEqual(scratchOf(assignment(), 'a = 1', null, untranslated));
  });
});

it('opens to the right of the panel, and the next one behind it while it is there', () => {
  const beside = { mode: 'split-right', ref: 'panel' };
  expect(placeOf(null, 'panel')).toEqual(beside);
  expect(placeOf({ id: 'one', isAttached: true }, 'panel')).toEqual({ mode: 'tab-after', ref: 'one' });
  expect(placeOf({ id: 'one', isAttached: false }, 'panel')).toEqual(beside);
});
