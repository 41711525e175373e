/** Requests and sockets by way of JupyterLab's own connection settings. */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { MOUNT, type Transport } from '../client/transport';

export function labTransport(settings: ServerConnection.ISettings): Transport {
  const base = URLExt.join(settings.baseUrl, MOUNT);
  return {
    baseUrl: settings.baseUrl,
    fetch: (path, init) => ServerConnection.makeRequest(base + path, init, settings),
    connect: () => {
      const url = URLExt.join(settings.wsUrl, MOUNT, 'connect');
      // As JupyterLab does it: a token travels in a URL only where no cookie can.
      const token = settings.appendToken && settings.token !== '' ? `?token=${encodeURIComponent(settings.token)}` : '';
      return new settings.WebSocket(url + token);
    },
  };
}
