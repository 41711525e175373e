import { describe, expect, it } from 'vitest';
import { serverPage } from './server';

function page(config: string | null, base = 'https://hub.example/user/ada/notebooks/a.ipynb'): Document {
  const made = document.implementation.createHTMLDocument();
  const head = made.createElement('base');
  head.href = base;
  made.head.append(head);
  if (config !== null) {
    const script = made.createElement('script');
    script.id = 'jupyter-config-data';
    script.type = 'application/json';
    script.textContent = config;
    made.body.append(script);
  }
  return made;
}

describe('the page of a cell', () => {
  it('says where its server is', () => {
    const config = '{"baseUrl":"/user/ada/","token":"","fullLabextensionsUrl":"/user/ada/lab/extensions"}';
    const found = serverPage(page(config));
    expect(found).toMatchObject({ baseUrl: 'https://hub.example/user/ada/', token: '' });
    expect(found?.asset('katex.js')).toBe('https://hub.example/user/ada/lab/extensions/jupyter-pyprac/static/katex.js');
  });

  it('is none of a Jupyter server where nothing says so', () => {
    expect(serverPage(page(null))).toBeNull();
    expect(serverPage(page('{}'))).toBeNull();
    expect(serverPage(page('no json'))).toBeNull();
  });
});
