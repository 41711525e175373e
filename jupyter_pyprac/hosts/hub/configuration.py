"""`configure(c)`: what a jupyterhub_config.py needs for a class, in one line at its end.

It adds and never takes away: what is set already stays as it is. Everything that it sets can be written by hand; see
docs/staff.md for the same in full.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue

NAME = "pyprac"
ACCESS = f"access:services!service={NAME}"
SERVER_SCOPES = ["users:activity!user", "access:servers!server"]
"""Of a student's server without us."""
DATA_OF_ROOT = "/var/lib/pyprac"
URL = "http://127.0.0.1:28090"
FORM = f"like {URL}"


def configure(
    c: Config,
    *,
    url: str | None = None,
    upstream: str | None = None,
    managed: bool = True,
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Add the practice service, and the way to it from students' servers.

    `url` is where the service listens, port 28090 of this machine unless said otherwise. `upstream` is where students'
    servers find it, where that is not the same, as with containers: the address of its host, or in full with its path.
    `managed` = the Hub starts the service; else it runs by itself. Variables that begin with PYPRAC_ go from
    `environment` to a managed service, and to nobody else.

    Raises:
        ValueError: a value has another form, or the Hub is set to speak TLS with its own services.
    """
    if not isinstance(managed, bool):
        message = f"managed={managed!r} must be True or False"
        raise ValueError(message)  # noqa: TRY004  as every other value that does not fit
    if stands(c.JupyterHub, "internal_ssl", empty=False):
        message = "jupyter_pyprac does not support c.JupyterHub.internal_ssl: leave it off, or leave configure(c) out."
        raise ValueError(message)
    listening = add_service(c, url, managed=managed, environment=environment)
    add_roles(c)
    address = listening if upstream is None else upstream
    start = origin("upstream", address)
    if address.rstrip("/") == start:
        address = f"{start}{base_url(c)}services/{NAME}/"
    for section in spawners(c, "environment"):
        if "PYPRAC_UPSTREAM" not in stands(section, "environment", {}):
            section["environment"].update({"PYPRAC_UPSTREAM": address})
    for section in spawners(c, "server_token_scopes"):
        section["server_token_scopes"] = with_access(section, server_role_scopes(c))


def add_service(c: Config, url: str | None, *, managed: bool, environment: Mapping[str, str]) -> str:
    """Have the service among the Hub's, and return where it listens; an entry that is there keeps what it says."""
    entry = named(stands(c.JupyterHub, "services", []), NAME)
    if entry is None:
        c.JupyterHub.services.append(entry := {"name": NAME})
    ours: dict[str, Any] = {
        "url": origin("url", URL if url is None else url),
        "oauth_no_confirm": True,
        "display": False,
    }
    if managed:
        ours["command"] = [sys.executable, "-m", "jupyter_pyprac", "hub", "--managed"]
        entry["environment"] = service_environment(environment) | entry.get("environment", {})
    entry.update({**ours, **entry})
    start = origin("url", entry["url"])
    if managed and not (start.startswith("http://") and urlsplit(start).port):
        message = f"url={start!r} must be {FORM}: a service that the Hub starts listens there"
        raise ValueError(message)
    return str(entry["url"])


def service_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The service's settings; it keeps its data beside the Hub's own, or where daemons of root keep theirs."""
    folder = DATA_OF_ROOT if os.geteuid() == 0 else str(Path.cwd() / "pyprac")
    given = {name: value for name, value in environment.items() if name.startswith("PYPRAC_")}
    for name, value in given.items():
        if not isinstance(value, str):
            message = f"{name} in the environment is a {type(value).__name__}: put its value in quotes"
            raise ValueError(message)  # noqa: TRY004  as every other value that does not fit
    return {"PYPRAC_DATA_DIR": folder, **given}


def add_roles(c: Config) -> None:
    """Let every user reach the service, and the service see which groups there are."""
    roles = stands(c.JupyterHub, "load_roles", [])
    user = named(roles, "user")
    if user is not None:
        user["scopes"] = [*user.get("scopes", ["self"]), ACCESS]
    elif "extra_user_scopes" in c.JupyterHub:
        c.JupyterHub.extra_user_scopes.update({ACCESS})
    else:
        c.JupyterHub.load_roles.append({"name": "user", "scopes": ["self", ACCESS]})
    if named(roles, f"{NAME}-service") is None:
        scopes = ["list:groups", "read:groups:name"]
        c.JupyterHub.load_roles.append({"name": f"{NAME}-service", "scopes": scopes, "services": [NAME]})


def with_access(section: Config, usual: list[str]) -> Any:  # noqa: ANN401  a list, or a function of the spawner
    """The scopes of a server's token, and the one that opens the service; a function stays one."""
    given = stands(section, "server_token_scopes", [])
    if callable(given):
        return lambda spawner: [*given(spawner), ACCESS]
    return list(dict.fromkeys([*(given or usual), ACCESS]))


def server_role_scopes(c: Config) -> list[str]:
    """What a server's token may where nobody says otherwise."""
    server = named(stands(c.JupyterHub, "load_roles", []), "server")
    return list((server or {}).get("scopes", SERVER_SCOPES))


def named(entries: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The role or service of that name, if there is one."""
    return next((each for each in entries if each.get("name") == name), None)


def spawners(c: Config, name: str) -> Iterator[Config]:
    """The sections in which a setting of spawners must be added to: theirs all, and each that would hide it."""
    yield c.Spawner
    for section, settings in list(c.items()):
        if section.endswith("Spawner") and section != "Spawner" and name in settings:
            yield settings


def stands(section: Config, name: str, empty: Any) -> Any:  # noqa: ANN401  of any type
    """The setting as it stands. What is added to one that is not set adds to what another file may yet set."""
    value = section.get(name, empty)
    # of a copy: once asked for its value, it takes no additions any more
    return copy(value).get_value(empty) if isinstance(value, LazyConfigValue) else value


def base_url(c: Config) -> str:
    """The Hub's own base URL, with a slash at both ends."""
    given = c.JupyterHub.get("base_url") or urlsplit(str(c.JupyterHub.get("bind_url") or "")).path
    path = str(given).strip("/")
    return f"/{path}/" if path else "/"


def origin(name: str, url: object) -> str:
    """The URL without its path; `name` is what it was given as.

    Raises:
        ValueError: it names no host, or more than host, port and path.
    """
    try:
        parts = urlsplit(str(url))
        fits = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or "@" in parts.netloc or parts.query or parts.fragment:
        message = f"{name}={url!r} must be {FORM}"
        raise ValueError(message)
    return f"{parts.scheme}://{parts.netloc}"
