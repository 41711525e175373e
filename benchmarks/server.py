"""A Jupyter server in a process of its own, and a client that measures from its first byte to the event's last."""

import http.client
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import websocket

from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.model import Assignment
from tests.services.jupyter import TOKEN, Jupyter, jupyter

UNLIMITED = ("--PyPrac.rate_per_minute=0", "--PyPrac.burst=0")


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

    def __init__(self, address: str, token: str = TOKEN) -> None:
        """`address` is that of the practice, without a slash at its end."""
        parts = urlsplit(address)
        self._path = parts.path
        self._headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        self._http = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        self._http.connect()
        socket_url = f"ws://{parts.netloc}{parts.path}/connect"
        self._socket = websocket.create_connection(socket_url, header=self._headers, timeout=60)

    def get(self, path: str) -> float:
        """Milliseconds that a GET takes."""
        begin = time.perf_counter()
        self._http.request("GET", f"{self._path}/{path}", headers=self._headers)
        with closing(self._http.getresponse()) as answer:
            answer.read()
            assert answer.status == http.HTTPStatus.OK, answer.status  # noqa: S101  a figure of an error is none
        return 1000 * (time.perf_counter() - begin)

    def submit(self, what: Assignment) -> float:
        """Milliseconds from a submission's first byte to the last byte of its verdict; no code is sent twice."""
        code = f"{what.solution}\n# {uuid4().hex}\n"
        body = json.dumps({"assignment_id": what.id, "code": code})
        begin = time.perf_counter()
        self._http.request("POST", f"{self._path}/submission", body, self._headers)
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
