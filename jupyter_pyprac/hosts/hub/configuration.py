"""`configure(c)`: what a jupyterhub_config.py needs for a class, in one line at its end.

It adds and never takes away: what is set already stays as it is. Everything that it sets can be written by hand; see
docs/staff.md for the same in full.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
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


def configure(
    c: Config,
    *,
    url: str = URL,
    upstream: str | None = None,
    managed: bool = True,
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Add the practice service, and the way to it from students' servers.

    `url` is where the service listens. `upstream` is where students' servers find it, where that is not the same, as
    with containers: the address of its host, or in full with its path. `managed` = the Hub starts the service; else it
    runs by itself. Variables that begin with PYPRAC_ go from `environment` to a managed service, and to nobody else.

    Raises:
        ValueError: an address has another form.
    """
    prefix = f"{base_url(c)}services/{NAME}/"
    add_service(c, origin(url), managed=managed, environment=environment)
    add_roles(c)
    address = upstream if upstream and urlsplit(upstream).path.strip("/") else origin(upstream or url) + prefix
    for section in spawners(c, "environment"):
        setting(section, "environment", {}).setdefault("PYPRAC_UPSTREAM", address)
    for section in spawners(c, "server_token_scopes"):
        section["server_token_scopes"] = with_access(section, server_role_scopes(c))


def add_service(c: Config, url: str, *, managed: bool, environment: Mapping[str, str]) -> None:
    """Have the service among the Hub's; an entry that is there keeps what it says."""
    ours: dict[str, Any] = {"name": NAME, "url": url, "oauth_no_confirm": True, "display": False}
    if managed:
        ours["command"] = [sys.executable, "-m", "jupyter_pyprac", "hub", "--managed"]
        ours["environment"] = service_environment(environment)
    services = setting(c.JupyterHub, "services", [])
    theirs = next((service for service in services if service.get("name") == NAME), None)
    if theirs is None:
        services.append(ours)
        return
    added = {**ours.get("environment", {}), **theirs.get("environment", {})}
    theirs.update({**ours, **theirs} | ({"environment": added} if managed else {}))


def service_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The service's settings; it keeps its data beside the Hub's own, or where daemons of root keep theirs."""
    folder = DATA_OF_ROOT if os.geteuid() == 0 else str(Path.cwd() / "pyprac")
    given = {name: value for name, value in environment.items() if name.startswith("PYPRAC_")}
    return {"PYPRAC_DATA_DIR": folder, **given}


def add_roles(c: Config) -> None:
    """Let every user reach the service, and the service see which groups there are."""
    roles = setting(c.JupyterHub, "load_roles", [])
    user = role(roles, "user")
    if user is not None:
        user["scopes"] = [*user.get("scopes", ["self"]), ACCESS]
    elif "extra_user_scopes" in c.JupyterHub:
        c.JupyterHub.extra_user_scopes = {*setting(c.JupyterHub, "extra_user_scopes", set()), ACCESS}
    else:
        roles.append({"name": "user", "scopes": ["self", ACCESS]})
    if role(roles, f"{NAME}-service") is None:
        scopes = ["list:groups", "read:groups:name"]
        roles.append({"name": f"{NAME}-service", "scopes": scopes, "services": [NAME]})


def with_access(section: Config, usual: list[str]) -> Any:  # noqa: ANN401  a list, or a function of the spawner
    """The scopes of a server's token, and the one that opens the service; a function stays one."""
    given = setting(section, "server_token_scopes", [])
    if callable(given):
        return lambda spawner: [*given(spawner), ACCESS]
    return list(dict.fromkeys([*(given or usual), ACCESS]))


def server_role_scopes(c: Config) -> list[str]:
    """What a server's token may where nobody says otherwise."""
    server = role(setting(c.JupyterHub, "load_roles", []), "server")
    return list((server or {}).get("scopes", SERVER_SCOPES))


def role(roles: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The role of that name, if there is one."""
    return next((each for each in roles if each.get("name") == name), None)


def spawners(c: Config, name: str) -> Iterator[Config]:
    """The sections in which a setting of spawners must be added to: theirs all, and each that would hide it."""
    yield c.Spawner
    for section, settings in list(c.items()):
        if section.endswith("Spawner") and section != "Spawner" and name in settings:
            yield settings


def setting(section: Config, name: str, empty: Any) -> Any:  # noqa: ANN401  of any type
    """The setting as it stands, for us to change; `empty` where there is none."""
    value = section.get(name, empty)
    section[name] = value.get_value(empty) if isinstance(value, LazyConfigValue) else deepcopy(value)
    return section[name]


def base_url(c: Config) -> str:
    """The Hub's own base URL, with a slash at both ends."""
    given = c.JupyterHub.get("base_url") or urlsplit(str(c.JupyterHub.get("bind_url") or "")).path
    path = str(given).strip("/")
    return f"/{path}/" if path else "/"


def origin(url: str) -> str:
    """The URL without its path.

    Raises:
        ValueError: it names no host and port.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        message = f"{url!r} must be like http://127.0.0.1:28090"
        raise ValueError(message)
    return f"{parts.scheme}://{parts.netloc}"
