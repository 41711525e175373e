import { describe, expect, it } from 'vitest';
import { commandOf, DEFAULT_KEYS, isMac, keyLabel } from './keys';

const press = (key: string, modifiers: Partial<Record<'alt' | 'ctrl' | 'meta' | 'shift', boolean>> = {}) => ({
  key,
  altKey: modifiers.alt ?? false,
  ctrlKey: modifiers.ctrl ?? false,
  metaKey: modifiers.meta ?? false,
  shiftKey: modifiers.shift ?? false,
});

describe('keys', () => {
  it('tells Run from Submit by Shift alone', () => {
    expect(commandOf(press('Enter', { ctrl: true }), DEFAULT_KEYS, false)).toBe('run');
    expect(commandOf(press('Enter', { ctrl: true, shift: true }), DEFAULT_KEYS, false)).toBe('submit');
  });

  it('takes Command for Accel on a Mac and nowhere else', () => {
    expect(commandOf(press('Enter', { meta: true }), DEFAULT_KEYS, true)).toBe('run');
    expect(commandOf(press('Enter', { ctrl: true }), DEFAULT_KEYS, true)).toBeNull();
    expect(commandOf(press('Enter', { meta: true }), DEFAULT_KEYS, false)).toBeNull();
  });

  it('leaves keys alone that are not ours', () => {
    expect(commandOf(press('Enter'), DEFAULT_KEYS, false)).toBeNull();
    expect(commandOf(press('F8', { ctrl: true }), DEFAULT_KEYS, false)).toBeNull();
    expect(commandOf(press('b'), DEFAULT_KEYS, false)).toBeNull();
  });

  it('follows what a person rebound', () => {
    const keys = { ...DEFAULT_KEYS, run: 'Alt R' };
    expect(commandOf(press('r', { alt: true }), keys, false)).toBe('run');
    expect(commandOf(press('Enter', { ctrl: true }), keys, false)).toBeNull();
  });

  it('writes a binding as its platform does', () => {
    expect(keyLabel('Accel Shift Enter', false)).toBe('Ctrl ⇧ ↵');
    expect(keyLabel('Accel Shift Enter', true)).toBe('⌘⇧↵');
    expect(isMac('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe(true);
    expect(isMac('Mozilla/5.0 (X11; Linux x86_64)')).toBe(false);
  });
});
