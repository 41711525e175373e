/** Parts that come right after the first paint; who asks for one sooner waits for it. */
import {
  type ComponentType,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Button } from './Button';
import { bring } from './bring';
import { Deferred } from './deferred';
import { useLasting } from './hooks';
import type { Translate } from './types';

/** Shorter waits show no words: they would only flicker. */
const QUIET_MS = 300;

interface Common {
  readonly t: Translate;
  /** A part that is opened over others has it. */
  readonly onClose?: () => void;
}

interface LaterProps {
  /** What stands in the place of the part until it is here. */
  readonly meanwhile?: ReactNode;
}

/** A component out of such a module. Where it never can be loaded, the server was upgraded since the page was opened. */
export function later<Module, Props extends Common>(
  module: Deferred<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props & LaterProps> {
  return function Later({ meanwhile, ...props }: Props & LaterProps): ReactElement {
    const standing = useSyncExternalStore(module.subscribe, module.getSnapshot);
    const [missed, setMissed] = useState(false);
    if (standing === 'failed' && !missed) setMissed(true);
    useEffect(() => module.prefetch(), []);
    if (module.here !== null) {
      const Part = pick(module.here) as ComponentType<object>;
      return <Part {...props} />;
    }
    if (missed) return <Missed {...props} loading={standing === 'loading'} onAgain={() => module.prefetch()} />;
    return <>{meanwhile ?? <Loading {...props} />}</>;
  };
}

function Loading({ t }: Common): ReactElement | null {
  const slow = useLasting(true, QUIET_MS);
  return slow ? <p className="pp-later pp-muted">{t('Loading…')}</p> : null;
}

interface MissedProps extends Common {
  readonly loading: boolean;
  readonly onAgain: () => void;
}

/** In the place of what would have taken the focus, it takes it, and Escape closes it. */
function Missed({ loading, t, onAgain, onClose }: MissedProps): ReactElement {
  const again = useRef<HTMLButtonElement>(null);
  const opened = onClose !== undefined;
  useEffect(() => {
    if (opened) again.current?.focus();
  }, [opened]);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !opened) return;
    event.preventDefault();
    onClose();
  };
  return (
    <p className="pp-later" role="alert">
      {t('This could not be loaded. Try again, or reload the page; what you wrote is kept.')}{' '}
      <Button small buttonRef={again} off={loading} onClick={onAgain} onKeyDown={press}>
        {loading ? t('Loading…') : t('Try again')}
      </Button>
    </p>
  );
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
