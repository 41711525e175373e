import type { INotebookContent } from '@jupyterlab/nbformat';
import { expect, it } from 'vitest';
import { essenceOf, slim, wordsOf } from './content';
import { isAssignment } from './recognised';

function notebook(cells: object[], metadata: object = {}): INotebookContent {
  const filled = cells.map((cell) => ({ cell_type: 'code', source: '', metadata: {}, ...cell }));
  return { cells: filled, metadata, nbformat: 4, nbformat_minor: 5 } as unknown as INotebookContent;
}

it.each([
  [notebook([{ source: '#| tests\nassert f() == 1' }]), true],
  [notebook([{ source: ['\n', '# | hidden  tests\n', 'assert f()'] }]), true],
  [notebook([{ source: '#| wrong the first' }]), true],
  [notebook([{ cell_type: 'markdown', source: '#| hint\nLook closely.' }]), true],
  [notebook([{ metadata: { tags: ['hidden-tests'] } }]), true],
  [notebook([], { pyprac: { slug: 'search' } }), true],
  [notebook([{ metadata: { nbgrader: { grade: true } } }]), true],
  [notebook([{ cell_type: 'raw', source: '# BEGIN QUESTION\nname: q1' }]), true],
  [notebook([], { otter: { tests: {} } }), true],
  [notebook([{ source: '#| echo: false\nplot()' }]), false],
  [notebook([{ source: '# tests\nassert f()' }]), false],
  [notebook([{ cell_type: 'markdown', source: '# A lecture on tests' }, { metadata: { tags: ['slide', 3] } }]), false],
  [notebook([]), false],
])('an assignment is known by its roles, its metadata, or the tool it was written for', (given, expected) => {
  expect(isAssignment(given)).toBe(expected);
});

it('of outputs only text is sent, and not more than tests are compared with', () => {
  const outputs = [
    { output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] },
    { output_type: 'display_data', data: { 'image/png': 'x'.repeat(99) }, metadata: {} },
    {
      output_type: 'execute_result',
      data: { 'text/plain': 'y'.repeat(100_000), 'text/html': '<b>' },
      metadata: { w: 1 },
    },
    { output_type: 'error', ename: 'E', evalue: '', traceback: [] },
  ];
  const given = notebook([{ outputs }, { cell_type: 'markdown', source: 'Words.' }]);
  const [cell, words] = (slim(given) as INotebookContent).cells as unknown as [{ outputs: object[] }, object];
  expect(cell.outputs).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'a\nb\n' },
    { output_type: 'execute_result', data: { 'text/plain': 'y'.repeat(65536) }, metadata: {} },
  ]);
  expect(words).toEqual(given.cells[1]);
});

it('names of files are looked for in sources and metadata', () => {
  const words = wordsOf(notebook([{ source: ['![a list](img/list.png)'] }], { pyprac: { files: ['people.csv'] } }));
  expect(words).toContain('img/list.png');
  expect(words).toContain('people.csv');
});

it('a run changes nothing of what an assignment is made of; a word or a tag does', () => {
  const cell = { source: '#| tests' };
  const before = essenceOf(notebook([cell], { pyprac: { slug: 'a' } }));
  const ran = notebook([{ ...cell, outputs: [{ output_type: 'stream' }], execution_count: 3 }], {
    pyprac: { slug: 'a' },
    language_info: { name: 'python' },
  });
  expect(essenceOf(ran)).toBe(before);
  expect(essenceOf(notebook([{ source: '#| hidden tests' }], { pyprac: { slug: 'a' } }))).not.toBe(before);
  expect(essenceOf(notebook([cell], { pyprac: { slug: 'b' } }))).not.toBe(before);
  expect(essenceOf(notebook([{ ...cell, metadata: { tags: ['x'] } }], { pyprac: { slug: 'a' } }))).not.toBe(before);
});
