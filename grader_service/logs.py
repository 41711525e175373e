"""PUBLIC: what graders and the service log, as lines for a person or as JSON for a collector.

What a line is about goes with it: the request that began something, and the job by which the service's lines and a
grader's are joined. `about` names it for all that is logged meanwhile, `extra=` of a call for one line.
"""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, Literal

Format = Literal["text", "json"]
FORMATS: tuple[Format, ...] = ("text", "json")
_STANDARD: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"asctime", "message", "taskName"}
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039  nobody writes to it


@contextmanager
def about(**names: str) -> Iterator[None]:
    """Have these names with every line that is logged in the block, and in tasks that it starts."""
    token = _about.set({**_about.get(), **names})
    try:
        yield
    finally:
        _about.reset(token)


def speak_of(**names: str) -> None:
    """The same for the rest of the task."""
    _about.set({**_about.get(), **names})


class Text(logging.Formatter):
    """`2026-03-01 09:00:00,000 INFO grader_service.handling graded: passed [job_id=...]`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        """The line with what it is about at its end."""
        names = " ".join(f"{name}={value}" for name, value in named(record).items())
        return super().formatMessage(record) + (f" [{names}]" if names else "")


class Json(logging.Formatter):
    """One object a line: `time` (RFC 3339, UTC), `level`, `logger`, `message`, `error`, and what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as ASCII JSON, whatever is in it."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **named(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def named(record: logging.LogRecord) -> dict[str, Any]:
    """What a record is about: names given with it over those of the block that it was logged in."""
    given = {name: value for name, value in record.__dict__.items() if name not in _STANDARD}
    return {**_about.get(), **given}


def set_up(form: Format) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form == "json" else Text())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
