import { act, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect, it } from 'vitest';
import { Deferred, later } from './later';
import { type Translate, untranslated as t } from './types';

function Greeting({ name }: { readonly name: string; readonly t: Translate }): ReactElement {
  return <b>{name}</b>;
}

const whole = (): string => document.body.textContent;

it('a part is waited for once, and drawn at once from then on', async () => {
  let asked = 0;
  const module = new Deferred(() => Promise.resolve({ Greeting, asked: (asked += 1) }));
  const Part = later(module, (all) => all.Greeting);
  const { unmount } = render(<Part name="Ada" t={t} />);
  expect(whole()).toBe('Loading…');
  await act(() => module.get());
  expect(whole()).toBe('Ada');
  unmount();
  render(<Part name="Bo" t={t} />);
  expect(whole()).toBe('Bo');
  expect(asked).toBe(1);
});

it('a part that cannot be loaded says so, and is asked for anew the next time', async () => {
  const loads = [() => Promise.reject(new TypeError('gone')), () => Promise.resolve({ Greeting })];
  const module = new Deferred(() => loads.shift()?.() ?? Promise.reject(new Error('asked too often')));
  const Part = later(module, (all) => all.Greeting);
  const { unmount } = render(<Part name="Ada" t={t} />);
  expect((await screen.findByRole('alert')).textContent).toContain('Reload the page');
  unmount();
  render(<Part name="Ada" t={t} />);
  expect(await screen.findByText('Ada')).toBeTruthy();
});
