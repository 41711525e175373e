/** Which keys the commands have in this person's settings. */
import type { CommandRegistry } from '@lumino/commands';
import type { KeyMap } from '../app/keys';
import { IDS } from './ids';

type Bound = 'run' | 'submit' | 'previous' | 'next' | 'assignments' | 'next-failure';

/** The bindings inside the practice; a command whose binding was taken away has an empty one. */
export function boundKeys(commands: CommandRegistry): Pick<KeyMap, Bound> {
  const of = (command: string): string => {
    const binding = commands.keyBindings.find((each) => each.command === command && each.selector === '.pp-app');
    return binding?.keys.join(' ') ?? '';
  };
  return {
    run: of(IDS.run),
    submit: of(IDS.submit),
    previous: of(IDS.previous),
    next: of(IDS.next),
    assignments: of(IDS.assignments),
    'next-failure': of(IDS.nextFailure),
  };
}
