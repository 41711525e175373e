"""A class on JupyterHub: the practice service, which knows its viewers by their servers' tokens, and `configure(c)`."""

from jupyter_pyprac.hosts.hub.configuration import configure

__all__ = ["configure"]
