import { expect, it, vi } from 'vitest';
import { faked } from '../testing/practice';
import { AFTER_KEY, Keeper } from './keeping';

faked();

it('many keys are told of once, a moment after the first, and what they wrote is known at once', async () => {
  const listener = vi.fn();
  const changed = vi.fn();
  const keeper = new Keeper(changed);
  keeper.subscribe(listener);
  for (const score of [1, 2, 3]) keeper.changeByKey((world) => ({ ...world, score }));
  expect([keeper.world.score, changed.mock.calls.length]).toEqual([3, 3]);
  expect(listener).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(AFTER_KEY);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('any other change tells of the keys before it, too', async () => {
  const heard: number[] = [];
  const keeper = new Keeper(() => undefined);
  keeper.subscribe(() => heard.push(keeper.world.score));
  keeper.changeByKey((world) => ({ ...world, score: 1 }));
  keeper.change((world) => ({ ...world, score: world.score + 1 }));
  expect(heard).toEqual([2]);
  await vi.advanceTimersByTimeAsync(AFTER_KEY);
  expect(heard).toEqual([2]);
});

it('nobody is told once it is closed', async () => {
  const listener = vi.fn();
  const keeper = new Keeper(() => undefined);
  keeper.subscribe(listener);
  keeper.changeByKey((world) => world);
  keeper.close();
  await vi.advanceTimersByTimeAsync(AFTER_KEY);
  expect(listener).not.toHaveBeenCalled();
});
