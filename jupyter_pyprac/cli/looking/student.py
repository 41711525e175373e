"""On a student's server of a Hub: nothing secret lies there, and the service answers it, by request and by socket."""

import asyncio
import json
from collections.abc import Mapping

from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError
from traitlets.config import Config

from grader_service.diagnosis import Finding
from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.hosts.extension import host_of
from jupyter_pyprac.hosts.local import ON_A_HUB
from jupyter_pyprac.hosts.relay import Relay
from jupyter_pyprac.hosts.relay.host import TOKEN
from jupyter_pyprac.hosts.relay.rest import understood
from jupyter_pyprac.hosts.relay.upstream import Upstream

HELLO_SECONDS = 10.0
SOCKET, PROXY = "socket to the service", "socket through the proxy"
OK, NOT_FOUND = 200, 404
THERE = "jupyter pyprac doctor, beside the service"
SET_UPSTREAM = "set PYPRAC_UPSTREAM to the service's address as this server reaches it, "
PUBLIC = "JUPYTERHUB_PUBLIC_URL"


async def look(file: Config, environment: Mapping[str, str]) -> dict[str, list[Finding]]:
    """What is found, in the order in which it must be mended."""
    relay = host_of(file, Config(), environment)
    if not isinstance(relay, Relay):
        return {"service": [Finding("address", fine=False, found="none", mend=ON_A_HUB)]}
    try:
        secrets = [of_secrets(relay)]
        service = [await of_health(relay.upstream)]
        service.append(await of_scopes(relay.upstream) if well(service) else untried("scopes", service))
        service.append(await of_socket(SOCKET, relay.upstream) if well(service) else untried(SOCKET, service))
        through = well(service) or not environment.get(PUBLIC)
        service.append(await of_proxy(environment) if through else untried(PROXY, service))
    finally:
        await relay.close()
    return {"secrets": secrets, "service": service}


def of_secrets(relay: Relay) -> Finding:
    """Whether the server may serve at all."""
    try:
        relay.check()
    except PyPracError as error:
        return Finding("on this server", fine=False, found="what must not be there", mend=str(error))
    return Finding("on this server", fine=True, found="none but the owner's own token")


async def of_health(upstream: Upstream) -> Finding:
    """Whether a practice service is at the address, and well."""
    try:
        understood(reply := await upstream.ask("GET", "/health", {}))
    except (HTTPError, PyPracError) as error:
        mend = f"{SET_UPSTREAM}and let it through firewalls"
        return Finding("address", fine=False, found=sentence(error), mend=mend)
    if reply.code == OK:
        return Finding("address", fine=True, found="answers with 200")
    mend = f"{SET_UPSTREAM}with its path, which is like /services/pyprac/" if reply.code == NOT_FOUND else THERE
    return Finding("address", fine=False, found=f"answers with {reply.code}", mend=mend)


async def of_scopes(upstream: Upstream) -> Finding:
    """Whether the service takes the server's token, and what it shows its owner."""
    try:
        understood(reply := await upstream.ask("GET", "/courses", {}))
    except PyPracError as error:
        return Finding("scopes", fine=False, found="the token is refused", mend=str(error))
    except HTTPError as error:
        return Finding("scopes", fine=False, found=sentence(error), mend=THERE)
    body = json.loads(reply.body)
    if "courses" not in body:
        return Finding("scopes", fine=False, found=body["message"], mend=THERE)
    return Finding("scopes", fine=True, found=f"the token is accepted; {len(body['courses'])} course(s) are seen")


def well(findings: list[Finding]) -> bool:
    """Whether nothing is to be mended so far."""
    return all(each.fine for each in findings)


def untried(what: str, before: list[Finding]) -> Finding:
    """The finding where nothing can be said yet, for what must be mended first."""
    first = next(each.what for each in before if not each.fine)
    return Finding(what, fine=False, found="not tried", mend=f"mend the {first} first")


async def of_proxy(environment: Mapping[str, str]) -> Finding:
    """Whether a socket comes through the Hub's proxy, as that of a browser does."""
    if not environment.get(PUBLIC):
        return Finding(PROXY, fine=True, found=f"not tried: set JupyterHub.public_url, which gives {PUBLIC}")
    own = Upstream(environment[PUBLIC].rstrip("/") + "/pyprac", environment.get(TOKEN, ""))
    try:
        return await of_socket(PROXY, own)
    finally:
        own.close()


async def of_socket(what: str, upstream: Upstream) -> Finding:
    """Whether a live connection opens and is greeted."""
    mend = "let WebSockets through whatever stands between (Upgrade headers, time limits of at least a minute)"
    try:
        connection = await upstream.connect("/connect")
        try:
            frame = await asyncio.wait_for(connection.read_message(), HELLO_SECONDS)
        finally:
            connection.close()
    except (HTTPClientError, HTTPError, TimeoutError) as error:
        return Finding(what, fine=False, found=sentence(error), mend=mend)
    greeted = frame is not None and json.loads(frame)["type"] == "hello"
    return Finding(what, fine=greeted, found="opens" if greeted else "ends at once", mend=None if greeted else mend)


def sentence(error: Exception) -> str:
    """What went wrong on the way."""
    return str((error.log_message if isinstance(error, HTTPError) else None) or error or type(error).__name__)
