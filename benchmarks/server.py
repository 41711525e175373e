"""A Jupyter server in a process of its own, and a client that measures from its first byte to the event's last."""

import http.client
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import websocket

from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.model import Assignment
from tests.services.jupyter import TOKEN, Jupyter, jupyter

UNLIMITED = ("--PyPrac.rate_per_minute=0", "--PyPrac.burst=0")
HEADERS = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}


@contextmanager
def server() -> Iterator[Jupyter]:
    """A server that nobody has practised on, without a limit on the rate."""
    command = [sys.executable, "-m", "jupyter_server"]
    with jupyter(command, os.environ, *UNLIMITED) as running:
        yield running


def assignment() -> Assignment:
    """The first assignment of the example course whose tests call a function."""
    bundle = example_course()
    assert bundle is not None  # noqa: S101  it lies in this clone
    return next(each for each in bundle.assignments if each.tests[0].call)


class Client:
    """One student's connection: requests over one kept-alive socket, events over another."""

    def __init__(self, running: Jupyter) -> None:
        address = urlsplit(running.url)
        self._http = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
        self._http.connect()
        socket_url = f"ws://{address.netloc}/pyprac/connect"
        self._socket = websocket.create_connection(socket_url, header=HEADERS, timeout=60)
        self._numbers = itertools.count()

    def get(self, path: str) -> float:
        """Milliseconds that a GET takes."""
        begin = time.perf_counter()
        self._http.request("GET", f"/pyprac/{path}", headers=HEADERS)
        with closing(self._http.getresponse()) as answer:
            answer.read()
            assert answer.status == http.HTTPStatus.OK, answer.status  # noqa: S101  a figure of an error is none
        return 1000 * (time.perf_counter() - begin)

    def submit(self, what: Assignment) -> float:
        """Milliseconds from a submission's first byte to the last byte of its verdict; no code is sent twice."""
        code = f"{what.solution}\n# {next(self._numbers)}\n"
        body = json.dumps({"assignment_id": what.id, "code": code})
        begin = time.perf_counter()
        self._http.request("POST", "/pyprac/submission", body, HEADERS)
        while not is_verdict(json.loads(self._socket.recv()), code):
            pass
        taken = 1000 * (time.perf_counter() - begin)
        with closing(self._http.getresponse()) as answer:
            answer.read()
        return taken

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
        self._http.close()


def is_verdict(frame: dict[str, Any], code: str) -> bool:
    """Whether the frame tells that this very code passed."""
    if frame["type"] != "graded" or frame["submission"]["code"] != code:
        return False
    assert frame["submission"]["correct"], frame  # noqa: S101  a figure of a failure is none
    return True
