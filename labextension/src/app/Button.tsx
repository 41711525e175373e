/** The one button: filled, outlined, an icon, a link, or bare for rows and chips that have a look of their own. */
import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly look?: 'outline' | 'fill' | 'ghost' | 'icon' | 'link' | 'bare';
  readonly small?: boolean;
  /** Stays focusable and named, but does nothing. */
  readonly off?: boolean;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button; `off` is told by `aria-disabled`, so that focus is never lost under a person's fingers. */
export function Button({
  look = 'outline',
  small = false,
  off = false,
  className = '',
  buttonRef,
  onClick,
  ...rest
}: ButtonProps): ReactElement {
  const shape =
    look === 'bare' ? '' : look === 'icon' || look === 'link' ? `pp-${look}-button ` : `pp-button pp-${look} `;
  return (
    <button
      {...rest}
      type="button"
      ref={buttonRef}
      className={`${shape}${small ? 'pp-small ' : ''}${className}`.trim()}
      aria-disabled={off || undefined}
      onClick={off ? undefined : onClick}
    />
  );
}
