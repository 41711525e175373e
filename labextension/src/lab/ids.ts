/** Names that JupyterLab knows us by. */
export const PLUGIN = 'jupyter-pyprac:plugin';

export const IDS = {
  open: 'pyprac:open',
  run: 'pyprac:run',
  submit: 'pyprac:submit',
  previous: 'pyprac:previous',
  next: 'pyprac:next',
  assignments: 'pyprac:assignments',
  nextFailure: 'pyprac:next-failure',
  chooseCourse: 'pyprac:choose-course',
} as const;
