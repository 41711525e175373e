/** Addresses that open an assignment: `.../lab?pyprac=course/slug`. */
import type { IRouter } from '@jupyterlab/application';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import type { CommandRegistry } from '@lumino/commands';
import { FOLLOW_LINK } from './ids';

const PARAMETER = 'pyprac';
const SLUG = '[a-z0-9]+(?:[-_][a-z0-9]+)*';
const ASSIGNMENT = new RegExp(`^${SLUG}/${SLUG}$`);
/** No address of ours is longer; anybody can write one. */
const LONGEST = 500;

/** The assignment's id in the query of an address, or null where there is none that could be one. */
export function assignmentIn(query: string): string | null {
  const asked = query.length > LONGEST ? null : new URLSearchParams(query).get(PARAMETER);
  return asked !== null && ASSIGNMENT.test(asked) ? asked : null;
}

/** The query without the assignment: a reload goes on where one is by then. */
function without(query: string): string {
  const rest = new URLSearchParams(query);
  rest.delete(PARAMETER);
  return rest.size === 0 ? '' : `?${rest.toString()}`;
}

/** The address that opens the assignment for whoever has the course. */
export function addressOf(assignmentId: string): string {
  const page = PageConfig.getOption('notebookPage') === '' ? 'lab' : window.location.pathname;
  const base = new URL(page, new URL(PageConfig.getBaseUrl(), window.location.href));
  return `${base.href}?${PARAMETER}=${URLExt.encodeParts(assignmentId)}`;
}

/** Follows such addresses when the page is opened with one, once JupyterLab is as it was left. */
export function followLinks(
  router: IRouter,
  commands: CommandRegistry,
  restored: Promise<unknown>,
  show: (assignmentId: string) => void,
): void {
  commands.addCommand(FOLLOW_LINK, {
    execute: (args) => {
      const { path = '', search = '', hash = '' } = args as Partial<IRouter.ILocation>;
      const asked = assignmentIn(search);
      if (asked === null) return;
      // Not awaited: the page may be restored only when all routes, a notebook's among them, were followed.
      void restored.then(() => {
        router.navigate(path + without(search) + hash, { skipRouting: true });
        show(asked);
      });
    },
  });
  router.register({ command: FOLLOW_LINK, pattern: /[?&]pyprac=/ });
}
