// @vitest-environment node
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { borrowing, lending } from './borrow.mjs';

const PACKAGES = ['one', 'two'];

async function borrowed(minify) {
  const folder = await mkdtemp(join(tmpdir(), 'borrow-'));
  const part = 'import { a, b as other } from "one";\nexport const sum = () => [a, other].join();\n';
  const whole = 'import { a } from "one";\nimport { c } from "two";\nimport { sum } from "./part";\n';
  await writeFile(join(folder, 'part.js'), part);
  await writeFile(join(folder, 'whole.js'), `${whole}export const all = () => [a, c, sum()].join();\n`);
  return borrowing(join(folder, 'whole.js'), PACKAGES, { minify });
}

it.each([false, true])('a module works on what is lent to it (minified: %s)', async (minify) => {
  const { code, needs } = await borrowed(minify);
  const { default: lend } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(lend({ one: { a: 1, b: 2 }, two: { c: 3 } }).all()).toBe('1,3,1,2');
  expect(Object.entries(needs).map(([from, names]) => [from, [...names].sort()])).toEqual([
    ['one', ['a', 'b']],
    ['two', ['c']],
  ]);
});

it('what it needs is lent by name, with the file that it is in', async () => {
  const { needs } = await borrowed(true);
  const lender = lending(needs, 'x.js').replace(/^import .*$/gm, '');
  const code = `const a = 1, b = 2, c = 3;${lender}`;
  expect({ ...(await import(`data:text/javascript,${encodeURIComponent(code)}`)) }).toEqual({
    lent: { one: { a: 1, b: 2 }, two: { c: 3 } },
    file: 'x.js',
  });
});
