/** What jsdom lacks: what CodeMirror measures with, scrolling and a clipboard. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

if (typeof document !== 'undefined') {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  Element.prototype.scrollIntoView = () => undefined;
}

afterEach(cleanup);
if (typeof document !== 'undefined') Object.assign(document, { execCommand: () => true });
