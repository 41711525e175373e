/** The student's own input, unfolded. */
import type { ReactElement } from 'react';
import { Button } from './Button';
import { Icon, Spinner } from './icons';
import { readsInput, type OwnInput } from './OwnInput';
import { phrase, Say } from './phrase';
import type { Translate } from './types';

interface OwnInputFormProps {
  readonly input: OwnInput;
  /** What is in the editor. */
  readonly code: string;
  /** Something else is under way. */
  readonly off: boolean;
  readonly running: boolean;
  readonly t: Translate;
  readonly onRun: (stdin: string) => void;
}

/** The lines, and the button that runs the program on them. */
export function OwnInputForm({ input, code, off, running, t, onRun }: OwnInputFormProps): ReactElement {
  const what = readsInput(code)
    ? phrase(t, 'What your program reads, line by line. Never counted.')
    : phrase(t, 'Your code does not read it: there is no `input()` in it.');
  return (
    <div className="pp-input" id={input.id} role="group" aria-label={t('Your own input')}>
      <label htmlFor={`${input.id}text`}>{t('Your own input')}</label>
      <span className="pp-input-what" id={`${input.id}what`}>
        <Say parts={what} />
      </span>
      <textarea
        id={`${input.id}text`}
        aria-describedby={`${input.id}what`}
        rows={2}
        spellCheck={false}
        autoCapitalize="off"
        value={input.text}
        onChange={(event) => input.write(event.target.value)}
      />
      <Button small off={off} onClick={() => onRun(input.text)}>
        {running ? <Spinner /> : <Icon name="play" />}
        {t('Run on this input')}
      </Button>
    </div>
  );
}
