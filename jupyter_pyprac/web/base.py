"""What all handlers of the practice share: requests read with their limits, and replies.

A host supplies the base class that knows the server, sets `practice` and `viewer` in `prepare`, and mixes it in
behind ours (see `routes`).
"""

import re
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from jupyter_pyprac.errors import Malformed, TooLarge
from jupyter_pyprac.web.paths import BODY_BYTES, BUNDLE_BYTES, WAIT_SECONDS
from jupyter_pyprac.web.replies import AS_JSON, JsonErrors

if TYPE_CHECKING:
    from jupyter_pyprac.model import Viewer
    from jupyter_pyprac.practice.bootstrap import Practice
    from jupyter_pyprac.web.bodies import Body

WHOLE, DECIMAL = re.compile(r"[0-9]{1,9}"), re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
"""What is a number in a query: Python itself reads `1_0`, blanks and the digits of every script."""


class Handler(JsonErrors):
    """A handler of one path: reads the request, calls one use case, replies."""

    practice: "Practice"
    viewer: "Viewer"

    def reply(self, value: object, status: int = 200) -> None:
        """Answer with the value."""
        from jupyter_pyprac.practice.frames import as_json  # noqa: PLC0415  loaded with the first request

        self.set_status(status)
        self.finish_json(as_json(value))

    def body(self, kind: "type[Body]") -> "Body":
        """The JSON body.

        Raises:
            Malformed, TooLarge: it does not fit.
            HTTPError: 415, it is not sent as JSON.
        """
        from jupyter_pyprac.practice.code import too_large_together  # noqa: PLC0415  loaded with the first request
        from jupyter_pyprac.web.bodies import decode  # noqa: PLC0415  loaded with the first request

        self._refuse_other_types()
        if len(self.request.body) > BODY_BYTES:
            raise too_large_together(len(self.request.body))
        return decode(self.request.body, kind)

    def course(self) -> bytes:
        """The body that holds a course, as it was sent.

        Raises:
            TooLarge: more than a course may have.
            HTTPError: 415, it is not sent as JSON.
        """
        self._refuse_other_types()
        size = len(self.request.body)
        if size > BUNDLE_BYTES:
            message = f"The course is {size:,} bytes long; at most {BUNDLE_BYTES:,} can be sent."
            raise TooLarge(message)
        return self.request.body

    def _refuse_other_types(self) -> None:
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            raise HTTPError(415, AS_JSON)

    def decode_argument(self, value: bytes, name: str | None = None) -> str:
        """An id of the path that is no text is one that nothing has."""
        return super().decode_argument(value, name) if name else value.decode(errors="replace")

    def text(self, name: str) -> str | None:
        """A query parameter, None where it is missing or empty."""
        return self.get_query_argument(name, None, strip=False) or None

    def flag(self, name: str) -> bool | None:
        """A query parameter that is `true` or `false`.

        Raises:
            Malformed: it is something else.
        """
        text = self.text(name)
        if text not in {None, "true", "false"}:
            message = f"The field {name} must be true or false."
            raise Malformed(message)
        return None if text is None else text == "true"

    def needed(self, name: str) -> str:
        """A query parameter that cannot be left out.

        Raises:
            Malformed: it is missing or empty.
        """
        text = self.text(name)
        if text is None:
            message = f"The field {name} is missing."
            raise Malformed(message)
        return text

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A query parameter that is a whole number from `low` to `high`.

        Raises:
            Malformed: it is something else.
        """
        text = self.text(name)
        if text is None:
            return default
        if not (WHOLE.fullmatch(text) and low <= int(text) <= high):
            message = f"The field {name} must be a whole number from {low} to {high}."
            raise Malformed(message)
        return int(text)

    def wait(self) -> float:
        """How many seconds the client is ready to wait.

        Raises:
            Malformed: not a number from 0 to 15.
        """
        text = self.text("wait") or "0"
        if not (DECIMAL.fullmatch(text) and float(text) <= WAIT_SECONDS):
            message = f"The field wait must be a number of seconds from 0 to {WAIT_SECONDS:.0f}."
            raise Malformed(message)
        return float(text)
