/** The tabs over the left pane; in a narrow place the code is one of them. */
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { Button } from './Button';
import { Icon, type IconName } from './icons';
import type { Translate } from './types';

export type View = 'handout' | 'code' | 'attempts';

interface ViewsProps {
  readonly view: View;
  readonly narrow: boolean;
  /** How many attempts there are; null while that is not known. */
  readonly attempts: number | null;
  /** The ids of the panels. */
  readonly panels: Readonly<Record<View, string>>;
  readonly t: Translate;
  readonly onView: (view: View) => void;
}

const ICONS: Readonly<Record<View, IconName>> = { handout: 'book', code: 'code', attempts: 'history' };

/** One tab stop; Left and Right move to the next view. */
export function Views({ view, narrow, attempts, panels, t, onView }: ViewsProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const views: readonly View[] = narrow ? ['handout', 'code', 'attempts'] : ['handout', 'attempts'];
  const names: Readonly<Record<View, string>> = {
    handout: t('Handout'),
    code: t('Code'),
    attempts: narrow ? t('Tries') : t('Submissions'),
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : views[views.indexOf(view) + step];
    if (next === undefined) return;
    event.preventDefault();
    onView(next);
    list.current?.querySelector<HTMLElement>(`[data-view="${next}"]`)?.focus();
  };
  return (
    // The keys belong to the group: its tabs have the focus.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className="pp-tabs" role="tablist" aria-label={t('Views')} ref={list} onKeyDown={press}>
      {views.map((one) => (
        <Button
          key={one}
          look="bare"
          className="pp-tab"
          role="tab"
          data-view={one}
          id={`${panels[one]}-tab`}
          aria-selected={one === view}
          aria-controls={one === view ? panels[one] : undefined}
          tabIndex={one === view ? 0 : -1}
          onClick={() => onView(one)}
        >
          <Icon name={ICONS[one]} />
          <span className="pp-tab-name">{names[one]}</span>
          {one === 'attempts' && attempts !== null ? <span className="pp-tab-count pp-num">{attempts}</span> : null}
        </Button>
      ))}
    </div>
  );
}
