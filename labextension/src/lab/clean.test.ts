import { Sanitizer } from '@jupyterlab/apputils/lib/sanitizer';
import { describe, expect, it } from 'vitest';
import { cleaner } from './clean';

const clean = cleaner(new Sanitizer());

describe('a handout in JupyterLab', () => {
  it.each([
    ['<script>alert(1)</script>', ''],
    ['<img src="x" onerror="alert(1)">', '<img>'],
    ['<img src="https://example.org/spy.png" alt="a">', '<img alt="a">'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="/hub/logout">x</a>', '<a>x</a>'],
    ['<a href="data:text/html,x">x</a>', '<a>x</a>'],
    ['<a data-commandlinker-command="pyprac:submit" data-commandlinker-args="{}">x</a>', '<a>x</a>'],
    ['<iframe src="https://example.org"></iframe>', ''],
    ['<svg><script>alert(1)</script><image href="x"></image></svg>', ''],
    ['<p style="position:fixed;inset:0" id="jupyter-config-data" aria-label="x">x</p>', '<p>x</p>'],
    ['<form action="/api"><button>x</button></form>', 'x'],
    ['<math><mtext><table><style><img src onerror="alert(1)"></style></table></mtext></math>', '<table></table>'],
  ])('%s becomes %j', (source, safe) => {
    expect(clean(source)).toBe(safe);
  });

  it('keeps its shape, its pictures and its links, which open beside', () => {
    const kept = '<h2 class="a">x</h2><table><tbody><tr><td colspan="2">1 &lt; 2</td></tr></tbody></table>';
    expect(clean(kept)).toBe(kept);
    const picture = '<img src="data:image/png;base64,AAAA" alt="A tree">';
    expect(clean(picture)).toBe(picture);
    expect(clean('<a href="https://docs.python.org">docs</a>')).toBe(
      '<a href="https://docs.python.org" target="_blank" rel="noopener noreferrer">docs</a>',
    );
  });
});
