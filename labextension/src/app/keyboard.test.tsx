import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ASSIGNMENTS } from './fixtures/course';
import { show } from './fixtures/render';
import { STATES } from './fixtures/states';

describe('the keyboard', () => {
  const editor = (): HTMLElement => screen.getByRole('textbox', { name: 'Code editor, Python' });

  it.each([
    [{ key: 'Enter', ctrlKey: true }, ['run']],
    [{ key: 'Enter', ctrlKey: true, shiftKey: true }, ['submit']],
    [{ key: 'PageUp', altKey: true }, ['open', ASSIGNMENTS[5]?.id]],
    [{ key: 'PageDown', altKey: true }, ['open', ASSIGNMENTS[7]?.id]],
  ])('does what %o says, from inside the editor', (key, call) => {
    const { actions } = show(STATES.failed());
    const before = editor().textContent;
    fireEvent.keyDown(editor(), key);
    expect(actions.calls).toEqual([call]);
    expect(editor().textContent).toBe(before);
  });

  it('does not let a key of ours reach the host', () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    show(STATES.failed());
    fireEvent.keyDown(editor(), { key: 'Enter', ctrlKey: true });
    fireEvent.keyDown(editor(), { key: 'a' });
    document.removeEventListener('keydown', heard);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('walks round the regions with F6, and back with Shift', () => {
    const { container } = show(STATES.failed());
    const region = (): string | undefined =>
      document.activeElement?.closest<HTMLElement>('[data-pp-region]')?.dataset['ppRegion'];
    const root = container.querySelector('.pp-app') as HTMLElement;
    const walk = (shiftKey: boolean): string | undefined => {
      fireEvent.keyDown(document.activeElement === document.body ? root : (document.activeElement ?? root), {
        key: 'F6',
        shiftKey,
      });
      return region();
    };
    expect([1, 2, 3, 4, 5, 6].map(() => walk(false))).toEqual([
      'header',
      'handout',
      'editor',
      'result',
      'actions',
      'header',
    ]);
    expect(walk(true)).toBe('actions');
  });

  it('goes from one failed test to the next with F8, and opens it', () => {
    const { container } = show(STATES.failed());
    const root = container.querySelector('.pp-app') as HTMLElement;
    const next = (): string | undefined => {
      fireEvent.keyDown(root, { key: 'F8' });
      return (document.activeElement as HTMLElement).dataset['ppTest'];
    };
    expect([next(), next()]).toEqual(['3', '4']);
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
    expect([next(), next(), next()]).toEqual(['8', '9', '3']);
  });

  it('keeps the notebook off what has the focus in a cell, and the panel open to its host', () => {
    show(STATES.idle(), { host: 'cell' });
    const button = screen.getByRole('button', { name: /^Run/ });
    act(() => button.focus());
    expect(button.getAttribute('data-lm-suppress-shortcuts')).toBe('true');
  });
});
