"""An import from a person's server of a Hub: the course goes to the practice service, as its owner may send it."""

import argparse
import asyncio
import json
import os
import sys
from typing import Any
from urllib.parse import quote

import msgspec
from tornado.web import HTTPError
from traitlets.config import Config

from jupyter_pyprac.authoring import source
from jupyter_pyprac.cli import check, report
from jupyter_pyprac.cli.export import as_bundle
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable
from jupyter_pyprac.hosts.extension import host_of
from jupyter_pyprac.hosts.local import ON_A_HUB
from jupyter_pyprac.hosts.relay import Relay
from jupyter_pyprac.hosts.relay.rest import understood
from jupyter_pyprac.hosts.relay.upstream import Upstream
from jupyter_pyprac.store.assignments import Saved

SECONDS = 15
"""So long the service may wait before it tells how far it is."""
TAKEN = 300
"""Statuses from here on are refusals."""


def bring_in(options: argparse.Namespace, file: Config) -> tuple[dict[str, Any], Saved]:
    """Send the course, and wait until the service has checked it; gives its last word and what was saved.

    Raises:
        Refused: the course cannot be read.
        Misconfigured, Unavailable, PyPracError: the service cannot be asked, or says no.
    """
    bundle = check.settled(source.load(options.course, check.shown))
    relay = host_of(file, Config(), os.environ)
    if not isinstance(relay, Relay):
        raise Misconfigured(ON_A_HUB)
    relay.check()
    over = asyncio.run(seen_through(relay.upstream, bundle.course.slug, as_bundle(bundle).encode("ascii")))
    if over["state"] == "stopped":
        raise Unavailable(over["message"])
    return over, msgspec.convert(over.get("saved") or {}, Saved)


async def seen_through(upstream: Upstream, course: str, body: bytes) -> dict[str, Any]:
    """The check's last word."""
    try:
        begun = await asked(upstream, "POST", f"/course?course={quote(course, safe='')}", body)
        while True:
            found = await asked(upstream, "GET", f"/check/{begun['check_id']}?wait={SECONDS}")
            if found["state"] != "running":
                return found
    finally:
        upstream.close()


async def asked(upstream: Upstream, method: str, path: str, body: bytes | None = None) -> dict[str, Any]:
    """What the service answers; its refusals are ours."""
    try:
        reply = await upstream.ask(method, path, {"Content-Type": "application/json"}, body, SECONDS)
        understood(reply)
    except HTTPError as error:
        raise Unavailable(str(error.log_message)) from error
    answer: dict[str, Any] = json.loads(reply.body)
    if reply.code >= TAKEN:
        raise PyPracError(answer["message"])
    return answer


def tell(options: argparse.Namespace, over: dict[str, Any], heading: str) -> int:
    """Print the report; 1 where the service refused the course."""
    refused = over["state"] == "refused"
    if options.json:
        sys.stdout.write(report.as_json(over["report"]))
    else:
        (sys.stderr if refused else sys.stdout).write(report.as_text(over["report"], heading))
    return int(refused)
