// Removes what a build makes, so that nothing stale is shipped.
import { rmSync } from 'node:fs';

for (const built of ['lib', '../jupyter_pyprac/labextension', '../jupyter_pyprac/widget/static']) {
  rmSync(new URL(`../${built}`, import.meta.url), { recursive: true, force: true });
}
