/** The author's hints: opened one at a time and in order. */
import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import type { Hints } from '../state/model';
import { Button } from './Button';
import { Icon, Spinner } from './icons';
import type { MarkdownRenderer, Translate } from './types';

export interface StepProps {
  /** How many there are. */
  readonly total: number;
  /** What was opened; undefined before anything was. */
  readonly hints: Hints | undefined;
  readonly t: Translate;
  readonly onNext: () => void;
}

interface HintStepsProps extends StepProps {
  readonly id: string;
  readonly renderMarkdown: MarkdownRenderer;
}

/** Opens the next one. While that is on its way the button says so, and keeps the focus. */
export function NextButton({ total, hints, t, onNext }: StepProps): ReactElement | null {
  const next = (hints?.texts.length ?? 0) + 1;
  if (next > total) return null;
  const loading = hints?.loading === true;
  const words = loading ? t('Loading…') : t('Show hint %1', next);
  return (
    <Button small off={loading} onClick={onNext}>
      {loading ? <Spinner /> : null}
      {hints?.failed == null ? words : t('Try again')}
    </Button>
  );
}

/**
 * The section, in which a new hint gets the focus that the button had for it, and is read by who reads it that way.
 *
 * It stays in view while its content, which a host may render later, makes it taller.
 */
function useNewest(count: number): RefObject<HTMLElement> {
  const section = useRef<HTMLElement>(null);
  const shown = useRef(count);
  useEffect(() => {
    const more = count > shown.current;
    shown.current = count;
    const newest = section.current?.querySelector<HTMLElement>('ol > li:last-child');
    if (!more || newest == null || section.current?.contains(document.activeElement) !== true) return undefined;
    newest.focus({ preventScroll: true });
    const show = (): void => {
      section.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }); // the way to the next one
      newest.scrollIntoView({ block: 'nearest' });
    };
    show();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const growing = new ResizeObserver(() => document.activeElement === newest && show());
    growing.observe(newest);
    return () => growing.disconnect();
  }, [count]);
  return section;
}

/** The section under the handout; nothing where there are no hints. */
export function HintSteps(props: HintStepsProps): ReactElement | null {
  const { id, total, hints, renderMarkdown: Markdown, t, onNext } = props;
  const texts = hints?.texts ?? [];
  const section = useNewest(texts.length);
  const next = (): void => {
    if (texts.length + 1 >= total) section.current?.focus({ preventScroll: true }); // the button goes with the last hint
    onNext();
  };
  if (total === 0) return null;
  return (
    <section className="pp-hints" id={id} aria-label={t('Hints')} ref={section} tabIndex={-1}>
      <header>
        <Icon name="bulb" />
        <b>{t('Hints')}</b>
        <span className="pp-muted pp-num">{t('%1 of %2 shown', texts.length, Math.max(total, texts.length))}</span>
      </header>
      {texts.length === 0 ? null : (
        <ol>
          {texts.map((text, index) => (
            <li key={index} tabIndex={-1} aria-label={t('Hint %1 of %2', index + 1, Math.max(total, texts.length))}>
              <span className="pp-hint-number pp-num" aria-hidden="true">
                {index + 1}
              </span>
              <div className="pp-markdown">
                <Markdown source={text} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <div role="status">
        {hints?.failed == null ? null : (
          <p className="pp-hint-failed">
            <Icon name="warning" className="pp-warn" />
            <span>
              {t('Hint %1 could not be loaded.', texts.length + 1)} {hints.failed}
            </span>
          </p>
        )}
      </div>
      {texts.length >= total ? null : (
        <footer>
          <NextButton {...props} onNext={next} />
        </footer>
      )}
    </section>
  );
}
