/** The student's own input beside Run: what the program is to read, kept for each assignment while the page is open. */
import { useId, useState, type ReactElement } from 'react';
import type { Assignment } from '../client/contract';
import { Button } from './Button';
import { Icon, Spinner } from './icons';
import type { Translate } from './types';

/** What is written there, and whether it is unfolded. */
export interface OwnInput {
  readonly id: string;
  readonly open: boolean;
  readonly text: string;
  readonly fold: (open: boolean) => void;
  readonly write: (text: string) => void;
}

/** Begins with what the first test of a program types, where there is one. */
export function useOwnInput(assignment: Assignment): OwnInput {
  const id = useId();
  const [open, fold] = useState(false);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const suggestion = assignment.visible_tests.find((test) => test.stdin != null)?.stdin ?? '';
  return {
    id,
    open,
    text: texts[assignment.id] ?? suggestion,
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

interface OwnInputFormProps {
  readonly input: OwnInput;
  /** Something is being sent or graded. */
  readonly busy: boolean;
  readonly running: boolean;
  readonly t: Translate;
  readonly onRun: (stdin: string) => void;
}

/** The lines, and the button that runs the program on them. */
export function OwnInputForm({ input, busy, running, t, onRun }: OwnInputFormProps): ReactElement {
  return (
    <div className="pp-input" id={input.id} role="group" aria-label={t('Your own input')}>
      <label htmlFor={`${input.id}text`}>{t('Your own input')}</label>
      <span className="pp-input-what">{t('What your program reads, line by line. Never counted.')}</span>
      <textarea
        id={`${input.id}text`}
        rows={2}
        spellCheck={false}
        autoCapitalize="off"
        value={input.text}
        onChange={(event) => input.write(event.target.value)}
      />
      <Button small off={busy} onClick={() => onRun(input.text)}>
        {running ? <Spinner /> : <Icon name="play" />}
        {t('Run on this input')}
      </Button>
    </div>
  );
}
