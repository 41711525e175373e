/** The Jupyter server that delivered this page, as its page configuration says. */

export interface ServerPage {
  readonly baseUrl: string;
  readonly token: string;
  /** The address of a file that lies in the static folder of our labextension. */
  readonly asset: (name: string) => string;
}

/** Null where the page is not one of a Jupyter server: an editor's own notebooks, a hosted service, a saved page. */
export function serverPage(page: Document = document): ServerPage | null {
  const config = parsed(page.getElementById('jupyter-config-data')?.textContent);
  const baseUrl = config['baseUrl'] ?? page.body.dataset['baseUrl'];
  if (baseUrl === undefined) return null;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`, page.baseURI);
  const extensions = config['fullLabextensionsUrl'] ?? `${base.pathname}lab/extensions`;
  return {
    baseUrl: base.href,
    token: config['token'] ?? '',
    asset: (name) => new URL(`${extensions}/jupyter-pyprac/static/${name}`, base).href,
  };
}

/** How often each was out of reach: what could not be imported, a browser never asks for again by the same address. */
const missed = new Map<string, number>();

/** A module that lies there; null where it is out of reach, as when another release of ours is installed on the server. */
export async function fetched<Module>(name: string): Promise<Module | null> {
  const page = serverPage();
  if (page === null) return null;
  const times = missed.get(name) ?? 0;
  const address = page.asset(name) + (times === 0 ? '' : `?${times}`);
  try {
    return (await import(/* the address is known only here */ address)) as Module;
  } catch {
    missed.set(name, times + 1);
    return null;
  }
}

function parsed(text: string | null | undefined): Readonly<Record<string, string | undefined>> {
  try {
    return (text ? JSON.parse(text) : {}) as Record<string, string | undefined>;
  } catch {
    return {};
  }
}
