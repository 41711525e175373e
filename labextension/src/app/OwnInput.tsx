/** The student's own input beside Run: what the program is to read, kept for each assignment while the page is open. */
import { useEffect, useId, useState, type ReactElement } from 'react';
import type { Assignment } from '../client/contract';
import { Button } from './Button';
import { Icon } from './icons';
import type { Translate } from './types';

/** What is written there, and whether it is unfolded. */
export interface OwnInput {
  readonly id: string;
  /** The assignment asks for a program that reads; a function gets its values as parameters. */
  readonly offered: boolean;
  readonly open: boolean;
  readonly text: string;
  readonly fold: (open: boolean) => void;
  readonly write: (text: string) => void;
}

/** Whether code reads what is typed; a comment reads nothing. */
export function readsInput(code: string): boolean {
  return /\binput\s*\(|\bstdin\b/.test(code.replace(/#.*/g, ''));
}

/** Begins with what the first test of a program types, where there is one. */
export function useOwnInput(assignment: Assignment): OwnInput {
  const id = useId();
  const [open, fold] = useState(false);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    // Where a person unfolds it, not where it comes back with its assignment: what is typed next goes there, in the
    // place of what is suggested.
    const field = open ? (document.getElementById(`${id}text`) as HTMLTextAreaElement | null) : null;
    field?.focus();
    field?.select();
  }, [open, id]);
  const typed = assignment.visible_tests.find((test) => test.stdin != null)?.stdin ?? null;
  const offered = typed !== null || readsInput(assignment.starter_code);
  return {
    id,
    offered,
    open: open && offered,
    text: texts[assignment.id] ?? typed ?? '',
    fold,
    write: (text) => setTexts((before) => ({ ...before, [assignment.id]: text })),
  };
}

/** Folds the input out and away. */
export function OwnInputToggle({ input, t }: { readonly input: OwnInput; readonly t: Translate }): ReactElement {
  return (
    <Button
      className="pp-input-toggle"
      aria-label={t('Your own input')}
      title={t('Run on your own input')}
      aria-expanded={input.open}
      aria-controls={input.open ? input.id : undefined}
      onClick={() => input.fold(!input.open)}
    >
      <Icon name="keyboard" />
    </Button>
  );
}
