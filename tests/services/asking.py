"""One request, and what came of it, whatever its status."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, NamedTuple


class Reply(NamedTuple):
    """What a server answered: status, and JSON or text."""

    status: int
    body: Any


def ask(  # noqa: PLR0913  what a request is made of
    method: str,
    url: str,
    *,
    token: str | None = None,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    patience: float = 60,
) -> Reply:
    """Send a request as a client with the token; a body is sent as JSON."""
    data = None if body is None else json.dumps(body).encode()
    named = {} if token is None else {"Authorization": f"token {token}"}
    given = {"Content-Type": "application/json", **named, **(headers or {})}
    request = urllib.request.Request(url, data, given, method=method)
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return Reply(answer.status, understood(answer.read()))
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, understood(error.read()))


def understood(raw: bytes) -> Any:
    """The JSON, None where there is nothing, the text where it is none."""
    try:
        return json.loads(raw or b"null")
    except ValueError:
        return raw.decode(errors="replace")
