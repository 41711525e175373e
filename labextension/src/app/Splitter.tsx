/** A bar between two areas that a person drags or moves by keys. */
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';

interface SplitterProps {
  readonly orientation: 'vertical' | 'horizontal';
  readonly label: string;
  /** Percent of the container that the first area takes (the second, where `fromEnd`). */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly usual: number;
  readonly fromEnd?: boolean;
  readonly onMove: (percent: number) => void;
}

const STEP = 2;

/** Left and Right (Up and Down) move by 2 %, Home and double click go back to the usual position. */
export function Splitter(props: SplitterProps): ReactElement {
  const { orientation, label, value, min, max, usual, fromEnd = false, onMove } = props;
  const vertical = orientation === 'vertical';
  const move = (percent: number): void => onMove(Math.min(max, Math.max(min, percent)));

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const container = event.currentTarget.parentElement;
    if (container === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = container.getBoundingClientRect();
    const part = vertical ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    move(100 * (fromEnd ? 1 - part : part));
  };

  const press = (event: KeyboardEvent): void => {
    const forward = vertical ? 'ArrowRight' : 'ArrowDown';
    const back = vertical ? 'ArrowLeft' : 'ArrowUp';
    const step = fromEnd ? -STEP : STEP;
    if (event.key === forward) move(value + step);
    else if (event.key === back) move(value - step);
    else if (event.key === 'Home') move(usual);
    else return;
    event.preventDefault();
  };

  return (
    // A separator that can be moved is a widget: role, value and keys are its ARIA pattern.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={`pp-splitter pp-splitter-${orientation}`}
      role="separator"
      aria-orientation={orientation}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.round(value)}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => move(usual)}
      onKeyDown={press}
    />
  );
}
