import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { GOOD } from '../fixtures/course';
import { show } from '../fixtures/render';
import { state } from '../fixtures/states';

const conflict = (code: string, savedAt: number | null = null) =>
  state({ code: 'a = 1\nb = 2\n', banner: { kind: 'conflict', where: 'browser', other: { code, savedAt } } });
const compare = (): HTMLElement => screen.getByRole('button', { name: 'Compare' });
const changed = (): string[] =>
  [...document.querySelectorAll('.pp-banner-more :is(del, ins)')].map((one) => one.textContent);

describe('two drafts to choose from', () => {
  it('can be compared before one is chosen, from that draft to this one', async () => {
    const { actions } = show(conflict('a = 1\nb = 3\n'));
    await userEvent.click(compare());
    expect(await screen.findByText('1 line differs')).toBeTruthy();
    expect(changed()).toEqual(['3', '2']);
    expect(screen.queryByRole('combobox', { name: 'Compare from' })).toBeNull();
    await userEvent.click(compare());
    expect([changed(), compare().getAttribute('aria-expanded'), actions.calls]).toEqual([[], 'false', []]);
  });

  it('stay compared when the other one is written on', async () => {
    const app = show(conflict('a = 1\nb = 3\n'));
    await userEvent.click(compare());
    await screen.findByText('1 line differs');
    app.show(conflict('a = 1\nb = 4\n'));
    expect(changed()).toEqual(['4', '2']);
  });

  it('say when the other one was saved, where that is known', () => {
    const app = show(conflict(GOOD, new Date(2030, 0, 1, 9, 58).getTime()));
    expect(screen.getByText('Another browser saved a different draft').parentElement?.textContent).toContain(
      'at 09:58',
    );
    app.show(conflict(GOOD));
    expect(screen.getByText('Another browser saved a different draft.')).toBeTruthy();
  });
});
