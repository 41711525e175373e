"""What a Jupyter server tells the supervisor that it starts, and what it hears back: one line of JSON each."""

from pathlib import Path
from typing import Literal

import msgspec

from grader_service.contract import CLAIM_SECONDS, Protection
from grader_service.logs import Format
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to run; an empty `redis_url` = a private server too. `folder` is the `Place` of it."""

    data_dir: str
    folder: str
    redis_url: str = ""
    graders: int = 2
    slots: int | None = None
    minimum_protection: Protection = "L"
    scratch: str | None = None
    user: str | None = None
    claim_seconds: float = CLAIM_SECONDS
    log_format: Format = "text"
    module: str = "grader_service"

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.data_dir)


class Report(msgspec.Struct, frozen=True):
    """How the start went; `message` says it to a person where it went wrong."""

    outcome: Literal["ready", "misconfigured", "unavailable"]
    message: str = ""
    retry_after: float = 2.0

    @classmethod
    def of(cls, error: PyPracError) -> "Report":
        """The report of a start that failed."""
        if isinstance(error, Unavailable):
            return cls("unavailable", str(error), error.retry_after)
        return cls("misconfigured", str(error))

    def check(self) -> None:
        """Raise what was reported.

        Raises:
            Misconfigured, Unavailable: as the supervisor met it.
        """
        if self.outcome == "misconfigured":
            raise Misconfigured(self.message)
        if self.outcome == "unavailable":
            raise Unavailable(self.message, self.retry_after)
