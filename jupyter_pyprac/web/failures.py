"""Which status, headers and body each error becomes: the only place that knows."""

import math
from dataclasses import dataclass, field
from http.client import responses
from typing import Any

from tornado.web import HTTPError

from jupyter_pyprac import errors

STATUS: dict[type[errors.PyPracError], int] = {
    errors.Malformed: 400,
    errors.Forbidden: 403,
    errors.Unknown: 404,
    errors.Closed: 409,
    errors.Changed: 409,
    errors.DraftConflict: 409,
    errors.TooLarge: 413,
    errors.SlowDown: 429,
    errors.Unavailable: 503,
    errors.Misconfigured: 503,
}
CODES = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}
OURS = "Something went wrong here, and it is not your fault. Try again; if it stays, tell the staff."


@dataclass(frozen=True)
class Failure:
    """A reply to something that went wrong."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


SIGNED_OUT = Failure(403, {"message": "Log in to this server first.", "code": "unauthenticated"})
STALE_PAGE = Failure(403, {"message": "The server does not know this page any more: reload it.", "code": "stale-page"})


def as_failure(error: BaseException) -> Failure:
    """The reply to the error; one that nobody foresaw is told apart in the log only."""
    if isinstance(error, errors.PyPracError):
        return of_contract(error)
    if isinstance(error, HTTPError) and error.status_code != 500:  # noqa: PLR2004  HTTP's own numbers
        message = error.log_message or error.reason or responses.get(error.status_code, "The request failed.")
        return Failure(error.status_code, {"message": message, "code": CODES.get(error.status_code, "error")})
    return Failure(500, {"message": OURS, "code": "internal"})


def of_contract(error: errors.PyPracError) -> Failure:
    """The reply to an error of the contract."""
    status = next((number for kind, number in STATUS.items() if isinstance(error, kind)), 400)
    body: dict[str, Any] = {"message": str(error), "code": error.code}
    if isinstance(error, errors.Changed):
        body["assignment"] = builtins_of(error.current)
    if isinstance(error, errors.DraftConflict):
        body["draft"] = builtins_of(error.stored)
    seconds = getattr(error, "retry_after", None)
    headers = {} if seconds is None else {"Retry-After": str(max(1, math.ceil(seconds)))}
    return Failure(status, body, headers)


def builtins_of(value: object) -> object:
    """A value of `visibility` as what JSON knows."""
    import msgspec  # noqa: PLC0415  loaded with the first request

    return msgspec.to_builtins(value)
