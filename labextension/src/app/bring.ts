/** How the parts come: by a request of their own. The build of the widget puts another module in the place of this one. */
import type * as parts from './parts';

export const bring = (): Promise<typeof parts> => import('./parts');
