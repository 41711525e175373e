// Removes what a build makes, so that nothing stale is shipped.
import { rmSync } from 'node:fs';

for (const built of [
  'lib',
  ...['labextension', 'widget/static', 'locale'].map((each) => `../jupyter_pyprac/${each}`),
]) {
  rmSync(new URL(`../${built}`, import.meta.url), { recursive: true, force: true });
}
