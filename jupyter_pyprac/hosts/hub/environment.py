"""What the Hub tells the service by its environment, managed or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from jupyter_pyprac.errors import Misconfigured

NEEDED = ("JUPYTERHUB_SERVICE_NAME", "JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_API_URL", "JUPYTERHUB_API_TOKEN")

API = "/hub/api"
"""What follows the Hub's base URL in the address of its API."""


@dataclass(frozen=True)
class HubEnvironment:
    """Where the service listens, and below which path; the Hub's own address and token are read by HubAuth."""

    address: str
    port: int
    prefix: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "HubEnvironment":
        """From the variables that the Hub sets for a service that it starts, and staff for one that it does not.

        Raises:
            Misconfigured: one is missing or makes no sense; names it.
        """
        missing = [name for name in NEEDED if not environment.get(name)]
        if missing:
            message = (
                f"The practice service needs {', '.join(missing)}: the Hub sets them for a service that it starts; "
                "where it runs by itself set them as docs/staff.md says."
            )
            raise Misconfigured(message)
        name, url = environment["JUPYTERHUB_SERVICE_NAME"], environment["JUPYTERHUB_SERVICE_URL"]
        try:
            parts = urlsplit(url)
            address, port = parts.hostname, parts.port
        except ValueError:
            address = port = None
        if not address or not port or parts.scheme != "http":
            message = f"JUPYTERHUB_SERVICE_URL={url!r} must be like http://127.0.0.1:28090, an address to listen at."
            raise Misconfigured(message)
        prefix = environment.get("JUPYTERHUB_SERVICE_PREFIX") or f"{base_url(environment)}services/{name}/"
        return cls(address, port, prefix)


def base_url(environment: Mapping[str, str]) -> str:
    """The Hub's own, by the address of its API: a service that it does not start is told no prefix."""
    path = urlsplit(environment["JUPYTERHUB_API_URL"]).path.rstrip("/")
    return path.removesuffix(API) + "/" if path.endswith(API) else "/"
