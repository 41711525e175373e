import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { PracticeState, Refused } from '../../state/model';
import { show } from '../fixtures/render';
import { STATES } from '../fixtures/states';

const text = (): string => (document.querySelector('.pp-result')?.textContent ?? '').replace(/\s+/g, ' ');

describe('what got no answer', () => {
  const tried = { code: 'pass', stdin: null };
  const trying = (over: Partial<Refused>): PracticeState => {
    const lost = STATES.lost();
    const refused = { ...(lost.activities[lost.currentId ?? ''] as Refused), ...over };
    return { ...lost, activities: { [lost.currentId ?? '']: refused } };
  };

  it('is not called safe by the banner while the card says that it may not have arrived', () => {
    show(STATES.lost());
    expect(screen.getByRole('heading', { name: 'No answer from the server' })).toBeTruthy();
    expect(text()).toContain('Should it have arrived, its result appears here by itself.');
    const banner = document.querySelector('.pp-banner-warning')?.textContent;
    expect(banner).toContain('No connection. Your code is saved in this browser. Checking every 5 s.');
    expect(banner).not.toContain('safe');
  });

  it.each([
    [{}, ['submit']],
    [{ tried: { ...tried, purpose: 'run' } }, ['run']],
    [{ tried: { ...tried, purpose: 'input', stdin: '3' } }, ['runOn', '3']],
    [{ code: 'not-sent', lost: false }, ['submit']],
    [{ code: 'unavailable', lost: false, message: 'The database is busy.' }, ['submit']],
  ] as const)('can be tried again: %o', async (over, call) => {
    const { actions } = show(trying(over));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(actions.calls).toEqual([call]);
  });

  it.each(['slow', 'closed'] as const)('is not what the server refused: %s', (name) => {
    show(STATES[name]());
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('is mended by a reload where the server does not know the page', async () => {
    const { actions } = show(trying({ code: 'stale-page', lost: false }));
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(actions.calls).toEqual([['reload']]);
  });

  it('is said to be not sent when the server is back', () => {
    show(STATES['not-sent']());
    expect(screen.getByRole('heading', { name: 'Your code was not sent' })).toBeTruthy();
    expect(document.querySelector('.pp-banner')).toBeNull();
  });
});

describe('while the connection is cut', () => {
  it.each([
    ['reconnecting', 'Live updates are paused. Your code is saved here and your submission is safe.'],
    ['offline', 'No connection. Your code is saved here and your submission is safe.'],
  ] as const)('banner and card agree on a submission that has arrived: %s', (connection, words) => {
    show({ ...STATES.offline(), connection });
    expect(document.querySelector('.pp-banner-warning')?.textContent).toContain(words);
    expect(text()).toContain('Your submission is safe. Its result appears here when the connection is back.');
  });

  it.each([
    ['signed-out', 'Signed out', 'You are no longer signed in.'],
    ['stale-page', 'Reload needed', 'The server does not know this page any more.'],
    ['refused', 'Refused', 'Your way to the server is barred.'],
  ] as const)('it is said who does not let this page in, and what helps: %s', async (connection, badge, words) => {
    const { actions } = show({ ...STATES.offline(), connection });
    expect(document.querySelector('.pp-connection')?.textContent).toBe(badge);
    const banner = document.querySelector('.pp-banner-warning')?.textContent;
    expect(banner).toContain(`${words} Your code is saved in this browser. Reload the page`);
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(actions.calls).toEqual([['reload']]);
  });

  it('a practice that is not set up is not called offline', () => {
    show({ ...STATES.offline(), connection: 'misconfigured' });
    expect(document.querySelector('.pp-connection')?.textContent).toBe('Not set up');
    expect(document.querySelector('.pp-banner-warning')?.textContent).toContain(
      'Practice is not set up completely. Your code is saved in this browser. Tell the staff.',
    );
  });

  it('nothing is said of a submission where there is none', () => {
    show({ ...STATES.failed(), connection: 'reconnecting' });
    expect(document.querySelector('.pp-banner-warning')?.textContent).not.toContain('submission');
  });
});
