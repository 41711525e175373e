"""On a student's server of a Hub: nothing secret lies there, and the service answers it, by request and by socket."""

import asyncio
import json
from collections.abc import Mapping

import msgspec
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
ADDRESS_FIRST = "mend the address first"
PUBLIC = "JUPYTERHUB_PUBLIC_URL"


async def look(file: Config, environment: Mapping[str, str]) -> dict[str, list[Finding]]:
    """What is found, in the order in which it must be mended."""
    relay = host_of(file, Config(), environment)
    if not isinstance(relay, Relay):
        return {"service": [Finding("address", fine=False, found="none", mend=ON_A_HUB)]}
    try:
        secrets = [of_secrets(relay)]
        service = [await of_health(relay.upstream), await of_scopes(relay.upstream)]
        sockets = [await of_socket("socket to the service", relay.upstream), await of_proxy(environment)]
        service += sockets if service[0].fine else [after_the_address(each) for each in sockets]
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
        mend = "set PYPRAC_UPSTREAM to the service's address as this server reaches it, and let it through firewalls"
        return Finding("address", fine=False, found=sentence(error), mend=mend)
    well = reply.code == 200  # noqa: PLR2004  HTTP's own
    there = "jupyter pyprac doctor, beside the service"
    return Finding("address", fine=well, found=f"answers with {reply.code}", mend=None if well else there)


async def of_scopes(upstream: Upstream) -> Finding:
    """Whether the service takes the server's token, and what it shows its owner."""
    try:
        understood(reply := await upstream.ask("GET", "/courses", {}))
    except PyPracError as error:
        return Finding("scopes", fine=False, found="the token is refused", mend=str(error))
    except HTTPError as error:
        return Finding("scopes", fine=False, found=sentence(error), mend=ADDRESS_FIRST)
    body = json.loads(reply.body)
    if "courses" not in body:
        return Finding("scopes", fine=False, found=body["message"], mend="jupyter pyprac doctor, beside the service")
    return Finding("scopes", fine=True, found=f"the token is accepted; {len(body['courses'])} course(s) are seen")


def after_the_address(finding: Finding) -> Finding:
    """The finding where nothing can be said of sockets, because nothing answers."""
    return finding if finding.fine else msgspec.structs.replace(finding, mend=ADDRESS_FIRST)


async def of_proxy(environment: Mapping[str, str]) -> Finding:
    """Whether a socket comes through the Hub's proxy, as that of a browser does."""
    what = "socket through the proxy"
    if not environment.get(PUBLIC):
        return Finding(what, fine=True, found=f"not tried: set JupyterHub.public_url, which gives {PUBLIC}")
    own = Upstream(environment[PUBLIC].rstrip("/") + "/pyprac", environment.get(TOKEN, ""))
    try:
        return await of_socket(what, own)
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
