"""Replies and errors as JSON: what every handler shares, also one that knows no practice."""

import json
from typing import Any

from tornado.web import HTTPError, RequestHandler

from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.web.failures import as_failure

JSON = "application/json; charset=UTF-8"


class JsonErrors(RequestHandler):
    """Whatever goes wrong is answered as the contract says, never with a traceback."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401  tornado's signature
        """Answer the exception, or the bare status."""
        exc_info = kwargs.get("exc_info")
        failure = as_failure(exc_info[1] if exc_info else HTTPError(status_code))
        self.set_status(failure.status)
        for name, value in failure.headers.items():
            self.set_header(name, value)
        self.finish_json(json.dumps(failure.body, separators=(",", ":")))

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:  # noqa: ANN401  tornado's signature
        """An error of the contract is no fault of ours and is not logged with a traceback."""
        if not isinstance(value, PyPracError):
            super().log_exception(typ, value, tb)

    def get_login_url(self) -> str:
        """Nobody is sent to a login page: a request without a user is refused."""
        message = "Log in to this server first."
        raise HTTPError(403, message)

    def finish_json(self, text: str) -> None:
        """End the reply with the JSON text."""
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")
        self.finish(text)
