/** Parts that come right after the first paint; who asks for one sooner waits for it. */
import { type ComponentType, type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { Button } from './Button';
import { bring } from './bring';
import { Deferred } from './deferred';
import type { Translate } from './types';

interface Translated {
  readonly t: Translate;
}

/** A component out of such a module. Where it never can be loaded, the server was upgraded since the page was opened. */
export function later<Module, Props extends Translated>(
  module: Deferred<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props> {
  return function Later(props: Props): ReactElement {
    const standing = useSyncExternalStore(module.subscribe, module.getSnapshot);
    useEffect(() => module.prefetch(), []);
    const { t } = props;
    if (module.here !== null) {
      const Part = pick(module.here);
      return <Part {...props} />;
    }
    if (standing === 'loading') return <p className="pp-muted">{t('Loading…')}</p>;
    return (
      <p role="alert">
        {t('This could not be loaded. Try again, or reload the page; what you wrote is kept.')}{' '}
        <Button small onClick={() => module.prefetch()}>
          {t('Try again')}
        </Button>
      </p>
    );
  };
}

export const parts = new Deferred(bring);

export const AssignmentDrawer = later(parts, (all) => all.AssignmentDrawer);
export const Choice = later(parts, (all) => all.Choice);
export const MenuList = later(parts, (all) => all.MenuList);
export const NextHint = later(parts, (all) => all.NextHint);
export const NoCourse = later(parts, (all) => all.NoCourse);
export const NoServer = later(parts, (all) => all.NoServer);
export const OnwardBanner = later(parts, (all) => all.OnwardBanner);
export const OwnInputForm = later(parts, (all) => all.OwnInputForm);
export const PreviewBanner = later(parts, (all) => all.PreviewBanner);
export const Report = later(parts, (all) => all.Report);
export const SubmissionList = later(parts, (all) => all.SubmissionList);
export const TestBody = later(parts, (all) => all.TestBody);
