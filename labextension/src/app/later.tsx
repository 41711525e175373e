/** Parts that come right after the first paint; who asks for one sooner waits for it. */
import { type ComponentType, type ReactElement, useEffect, useState } from 'react';
import type { Translate } from './types';

/** A module that is loaded when it is first asked for, and here from then on. */
export class Deferred<Module> {
  here: Module | null = null;
  private loading: Promise<Module> | null = null;

  constructor(private readonly load: () => Promise<Module>) {}

  /** After a failure it can be asked for again. */
  get(): Promise<Module> {
    return (this.loading ??= this.bring());
  }

  private async bring(): Promise<Module> {
    try {
      return (this.here = await this.load());
    } catch (error) {
      this.loading = null;
      throw error;
    }
  }
}

interface Translated {
  readonly t: Translate;
}

/** A component out of such a module. Where it cannot be loaded, the server was upgraded since the page was opened. */
export function later<Module, Props extends Translated>(
  module: Deferred<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props> {
  return function Later(props: Props): ReactElement {
    const [here, setHere] = useState(module.here);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      let wanted = true;
      module.get().then(
        (loaded) => wanted && setHere(loaded),
        () => wanted && setFailed(true),
      );
      return () => {
        wanted = false;
      };
    }, []);
    const { t } = props;
    if (failed) return <p role="alert">{t('This could not be loaded. Reload the page to try again.')}</p>;
    if (here === null) return <p className="pp-muted">{t('Loading…')}</p>;
    const Part = pick(here);
    return <Part {...props} />;
  };
}

export const parts = new Deferred(() => import('./parts'));

export const AssignmentDrawer = later(parts, (all) => all.AssignmentDrawer);
export const Compare = later(parts, (all) => all.Compare);
export const DiffView = later(parts, (all) => all.DiffView);
export const Report = later(parts, (all) => all.Report);
export const SubmissionList = later(parts, (all) => all.SubmissionList);
