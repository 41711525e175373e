import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from './fixtures/render';
import { STATES } from './fixtures/states';

const WIDE = 1200;
const NARROW = 320;

describe('a panel that is made narrow', () => {
  let width = WIDE;
  const observers: (() => void)[] = [];

  beforeEach(() => {
    width = WIDE;
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: () => void) {
          observers.push(callback);
        }
        observe(): void {}
        disconnect(): void {}
      },
    );
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    observers.length = 0;
  });

  const narrow = (): string | null => {
    width = NARROW;
    act(() => observers.forEach((tell) => tell()));
    return screen.getByRole('tab', { selected: true }).textContent;
  };
  const focus = (element: HTMLElement): void => act(() => element.focus());

  it('stays at the handout that was not left', () => {
    show(STATES.idle());
    focus(screen.getByRole('button', { name: /^Submit/ }));
    expect(narrow()).toContain('Handout');
  });

  it('stays at the result of what was sent from the bar', () => {
    show(STATES.failed());
    focus(screen.getByRole('button', { name: /^Submit/ }));
    expect(narrow()).toContain('Code');
  });

  it('begins with the handout where it is narrow from the start', () => {
    width = NARROW;
    show(STATES.failed());
    expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Handout');
  });

  it('stays at the handout that is read beside a result', () => {
    show(STATES.failed());
    focus(screen.getByRole('region', { name: 'Handout and submissions' }));
    expect(narrow()).toContain('Handout');
  });
});
