"""A student's server of a Hub: everything is passed on to the practice service, in the name of the server's owner.

The student owns this server and can read all of it, so it holds the owner's own token of the Hub and nothing else:
no database, no Redis, no hidden test. It must go on working whatever packages the student has installed, and needs
jupyter_server and tornado only.
"""

from jupyter_pyprac.hosts.relay.host import Relay

__all__ = ["Relay"]
