import type { JupyterFrontEnd } from '@jupyterlab/application';
import { expect, test, vi } from 'vitest';
import type { PracticePanel } from './panel';
import { Place } from './place';

/** A side bar as Notebook 7.4 has it: it closes what is open when it is asked to activate it. */
function sideBar() {
  const panel = {
    id: 'pyprac',
    isAttached: false,
    isVisible: false,
    activate: vi.fn(),
    carryOut: vi.fn(),
    disposed: { connect: vi.fn() },
  };
  const shell = {
    add: () => (panel.isAttached = true),
    activateById: () => (panel.isVisible = !panel.isVisible),
  };
  const make = (): PracticePanel => panel as unknown as PracticePanel;
  return { panel, place: new Place(shell as unknown as JupyterFrontEnd.IShell, 'right', make) };
}

test('what is asked of an open panel leaves it open', () => {
  const { panel, place } = sideBar();
  place.show({});
  expect(panel.isVisible).toBe(true);

  place.carryOut('assignments');
  expect(panel.carryOut).toHaveBeenCalledWith('assignments');
  expect(panel.isVisible).toBe(true);

  place.show({});
  expect(panel.isVisible).toBe(true);
  expect(panel.activate).toHaveBeenCalledTimes(2);
});

test('a panel that was closed is opened by what is asked of it', () => {
  const { panel, place } = sideBar();
  place.put();
  expect(panel.isVisible).toBe(false);
  place.carryOut('assignments');
  expect(panel.isVisible).toBe(true);
});
