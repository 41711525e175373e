import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { toHtml, WidgetMarkdown } from './markdown';

describe('a handout in a cell', () => {
  it('is Markdown', () => {
    expect(toHtml('Write `search`:\n\n* one\n* **two**')).toBe(
      '<p>Write <code>search</code>:</p>\n<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>\n',
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '<iframe src="https://example.org"></iframe>',
    '<svg><script>alert(1)</script></svg>',
    '<form action="/api"><button>x</button></form>',
    '<p style="position:fixed;inset:0" id="jupyter-config-data">x</p>',
  ])('does nothing but show itself: %s', (source) => {
    const html = toHtml(source);
    expect(html).not.toMatch(/<[^>]*(script|onerror|iframe|form|button|style=|id=)/i);
  });

  it('keeps its pictures', () => {
    const { getByRole } = render(<WidgetMarkdown source="![A tree](data:image/png;base64,AAAA)" />);
    expect(getByRole('img', { name: 'A tree' }).getAttribute('src')).toBe('data:image/png;base64,AAAA');
  });

  it('opens its links beside the notebook', () => {
    const { getByRole } = render(<WidgetMarkdown source="[docs](https://docs.python.org)" />);
    expect(getByRole('link')).toMatchObject({ target: '_blank', rel: 'noopener noreferrer' });
  });

  it('marks formulas, and leaves money and code alone', () => {
    expect(toHtml('Let $a_1 * b_2$ be')).toContain('<span class="pp-formula">a_1 * b_2</span>');
    expect(toHtml('$$\n\\sum_i x_i < 3\n$$')).toContain(
      '<span class="pp-formula pp-formula-display">\\sum_i x_i &lt; 3</span>',
    );
    for (const plain of ['It costs $5 and $6 more', 'a `$x$` b', 'costs \\$5$', '$ x $', '$$', 'one $']) {
      expect(toHtml(plain)).not.toContain('pp-formula');
    }
  });

  it('keeps a formula readable where no typesetter is in reach', () => {
    const { container } = render(<WidgetMarkdown source="Let $x^2$ be" />);
    expect(container.textContent).toBe('Let x^2 be\n');
  });
});
