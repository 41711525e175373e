/** The practice's icon: a tick in front of a prompt. */
import { LabIcon } from '@jupyterlab/ui-components';

export const icon = new LabIcon({
  name: 'pyprac:practice',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">
    <path d="M4 5.5 9.5 11 4 16.5"/>
    <path d="m12 15.5 3 3 6-7"/>
  </g>
</svg>`,
});
