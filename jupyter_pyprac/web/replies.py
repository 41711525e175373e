"""Replies and errors as JSON: what every handler shares, also one that knows no practice."""

import json
import logging
from typing import Any

from tornado.httputil import HTTPInputError
from tornado.web import HTTPError, RequestHandler

from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable, in_full
from jupyter_pyprac.web.failures import SIGNED_OUT, STALE_PAGE, Failure, as_failure

FORBIDDEN = 403
JSON = "application/json; charset=UTF-8"
AS_JSON = "Send the body as application/json."

log = logging.getLogger(__name__)


class JsonErrors(RequestHandler):
    """Whatever goes wrong is answered as the contract says, never with a traceback."""

    _stale = False

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401  tornado's signature
        """Answer the exception, or the bare status."""
        exc_info = kwargs.get("exc_info")
        failure = self._failure(exc_info[1] if exc_info else HTTPError(status_code))
        self.set_status(failure.status)
        for name, value in failure.headers.items():
            self.set_header(name, value)
        self.finish_json(json.dumps(failure.body, separators=(",", ":")))

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:  # noqa: ANN401  tornado's signature
        """An error of the contract has no traceback; one that staff must mend has its sentence in the log."""
        if isinstance(value, (Unavailable, Misconfigured)):
            log.warning("%s", in_full(value))
        elif not isinstance(value, PyPracError):
            super().log_exception(typ, value, tb)

    def _failure(self, error: BaseException) -> Failure:
        """The reply to the error; where the server itself let nobody in, not as if it were for what a role may do."""
        if isinstance(error.__cause__, HTTPInputError):  # tornado reads forms before it asks us whether we take them
            return as_failure(HTTPError(415, AS_JSON))
        if not isinstance(error, HTTPError) or error.status_code != FORBIDDEN:
            return as_failure(error)
        if self._stale and self.request.cookies:
            return STALE_PAGE
        return SIGNED_OUT if self.current_user is None else as_failure(error)

    def check_xsrf_cookie(self) -> None:
        """Remember a refusal: a Hub's sign-in asks first, passes over it, and then knows nobody."""
        try:
            super().check_xsrf_cookie()
        except HTTPError:
            self._stale = True
            raise

    def get_login_url(self) -> str:
        """Nobody is sent to a login page: a request without a user is refused."""
        raise HTTPError(FORBIDDEN)

    def finish_json(self, text: str) -> None:
        """End the reply with the JSON text."""
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")
        self.finish(text)
