/** Names that JupyterLab knows us by. */
export const PLUGIN = 'jupyter-pyprac:plugin';

/** The commands of the palette. */
export const IDS = {
  open: 'pyprac:open',
  openAssignment: 'pyprac:open-assignment',
  run: 'pyprac:run',
  submit: 'pyprac:submit',
  previous: 'pyprac:previous',
  next: 'pyprac:next',
  assignments: 'pyprac:assignments',
  nextFailure: 'pyprac:next-failure',
  reset: 'pyprac:reset',
  scratch: 'pyprac:open-scratch-notebook',
  copyLink: 'pyprac:copy-link',
  settings: 'pyprac:open-settings',
  chooseCourse: 'pyprac:choose-course',
} as const;

/** The plugin of authors, and its commands. */
export const AUTHOR = 'jupyter-pyprac:author';
export const AUTHOR_IDS = { check: 'pyprac:check-assignment', preview: 'pyprac:preview-assignment' } as const;

/** What the router calls for an address that names an assignment. */
export const FOLLOW_LINK = 'pyprac:follow-link';
