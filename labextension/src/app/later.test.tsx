import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { Deferred } from './deferred';
import { later } from './later';
import { type Translate, untranslated as t } from './types';

interface GreetingProps {
  readonly name: string;
  readonly t: Translate;
  readonly onClose?: () => void;
}

function Greeting({ name }: GreetingProps): ReactElement {
  return <b>{name}</b>;
}

/** A module that is out of reach for the first so many times; `asked` counts them all. */
function module(missed: number): { readonly greetings: Deferred<{ Greeting: typeof Greeting }>; asked: number } {
  const made = {
    asked: 0,
    greetings: new Deferred(async () => {
      made.asked += 1;
      await Promise.resolve();
      if (made.asked <= missed) throw new TypeError('gone');
      return { Greeting };
    }),
  };
  return made;
}

const whole = (): string => document.body.textContent;

it('a part is waited for once, and drawn at once from then on', async () => {
  const made = module(0);
  const Part = later(made.greetings, (all) => all.Greeting);
  const { unmount } = render(<Part name="Ada" t={t} />);
  expect(whole()).toBe(''); // words would only flicker
  await act(() => made.greetings.get());
  expect(whole()).toBe('Ada');
  unmount();
  render(<Part name="Bo" t={t} />);
  expect(whole()).toBe('Bo');
  expect(made.asked).toBe(1);
});

it('a wait that lasts is told, but where something stands in the place of the part', async () => {
  const never = new Deferred<{ Greeting: typeof Greeting }>(() => new Promise(() => undefined));
  const Part = later(never, (all) => all.Greeting);
  render(
    <>
      <Part name="Ada" t={t} />
      <Part name="Bo" t={t} meanwhile={<i>Somebody</i>} />
    </>,
  );
  expect(whole()).toBe('Somebody');
  expect(await screen.findByText('Loading…')).toBeTruthy();
  expect(whole()).toBe('Loading…Somebody');
});

it('what would have been opened over others and was missed has the focus, and Escape closes it', async () => {
  const Part = later(module(Infinity).greetings, (all) => all.Greeting);
  const onClose = vi.fn();
  render(<Part name="Ada" t={t} onClose={onClose} />);
  expect(await screen.findByRole('button', { name: 'Try again' })).toBe(document.activeElement);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Try again' })).toBe(document.activeElement);
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});

it('parts that cannot be loaded say so, and one press brings them all', async () => {
  const made = module(2);
  const Part = later(made.greetings, (all) => all.Greeting);
  render(
    <>
      <Part name="Ada" t={t} />
      <Part name="Bo" t={t} />
    </>,
  );
  for (const asked of [1, 2]) {
    expect(await screen.findAllByRole('alert')).toHaveLength(2);
    expect(whole()).toContain('reload the page');
    expect(made.asked).toBe(asked);
    const [again] = screen.getAllByRole('button', { name: 'Try again' });
    await userEvent.click(again as HTMLElement);
  }
  expect(await screen.findByText('Bo')).toBeTruthy();
  expect(whole()).toBe('AdaBo');
});

it('what was missed before anybody needed it is asked for anew when somebody does', async () => {
  const made = module(1);
  made.greetings.prefetch();
  await expect(made.greetings.get()).rejects.toThrow('gone');
  const Part = later(made.greetings, (all) => all.Greeting);
  render(<Part name="Ada" t={t} />);
  expect(await screen.findByText('Ada')).toBeTruthy();
});
