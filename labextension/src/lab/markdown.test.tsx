import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { PromiseDelegate } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import { act, render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { labMarkdown } from './markdown';

vi.hoisted(() => vi.stubGlobal('DragEvent', MouseEvent)); // jsdom has none, and Lumino extends it
// The whole of these packages would need a browser.
vi.mock('@jupyterlab/apputils', () => import('@jupyterlab/apputils/lib/sanitizer'));
vi.mock('@jupyterlab/rendermime', () => import('@jupyterlab/rendermime/lib/mimemodel'));

/** A host whose parser is on its way; each handout is drawn when `arrive` or `fail` says so. */
function host(): { registry: IRenderMimeRegistry; parsers: PromiseDelegate<void>[] } {
  const parsers: PromiseDelegate<void>[] = [];
  const createRenderer = (): Widget =>
    Object.assign(new Widget(), {
      renderModel: () => {
        const parser = new PromiseDelegate<void>();
        parsers.push(parser);
        return parser.promise;
      },
    });
  const registry = { clone: () => ({ createRenderer }) } as unknown as IRenderMimeRegistry;
  return { registry, parsers };
}

const settle = (how: () => void): Promise<void> => act(() => Promise.resolve().then(how));

it('a handout is busy until it is drawn, also after the one before it', async () => {
  const { registry, parsers } = host();
  const Markdown = labMarkdown(registry);
  const { container, rerender } = render(<Markdown source="one" />);
  const busy = (): boolean => container.querySelector('[aria-busy=true]') !== null;
  expect(busy()).toBe(true);
  rerender(<Markdown source="two" />);
  await settle(() => parsers[0]?.resolve());
  expect(busy()).toBe(true);
  await settle(() => parsers[1]?.resolve());
  expect(busy()).toBe(false);
});

it('a handout that cannot be parsed is shown as it is written', async () => {
  const { registry, parsers } = host();
  const Markdown = labMarkdown(registry);
  const { container } = render(<Markdown source="# Find it" />);
  await settle(() => parsers[0]?.reject(new Error('the parser could not be fetched')));
  expect(container.textContent).toBe('# Find it');
  expect(container.querySelector('[aria-busy=true]')).toBeNull();
});
