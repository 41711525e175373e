"""A name for every request, by which its lines in the log are found again."""

import logging
import re
from uuid import uuid4

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from grader_service.logs import speak_of

HEADER = "X-Request-Id"
FIT = re.compile(r"[A-Za-z0-9._-]{8,64}")
SERVER_ERROR, CLIENT_ERROR = 500, 400
QUIET = ("/health",)

log = logging.getLogger(__name__)


class Named(RequestHandler):
    """A request that log and client know by one name."""

    def set_default_headers(self) -> None:
        """Tell the client, also with an error."""
        self.set_header(HEADER, name_of(self.request))

    async def prepare(self) -> None:
        """Have the name with every line that is logged."""
        speak_of(request_id=name_of(self.request))


def name_of(request: HTTPServerRequest) -> str:
    """The name that what is in front of us gave to the request, where it may stand in a log; else a new one."""
    if not FIT.fullmatch(request.headers.get(HEADER, "")):
        request.headers[HEADER] = uuid4().hex
    return str(request.headers[HEADER])


def log_request(handler: RequestHandler) -> None:
    """One line for each request; probes that go well are not worth one."""
    request, status = handler.request, handler.get_status()
    if status < CLIENT_ERROR and str(request.path).endswith(QUIET):
        return
    level = logging.ERROR if status >= SERVER_ERROR else logging.INFO
    milliseconds = round(1000 * request.request_time())
    about = {"status": status, "milliseconds": milliseconds}
    log.log(level, "%s %s", request.method, request.path, extra=about)
