"""Every error a caller of the use cases can meet.

    PyPracError                 message for a person, code for a program
    |- Malformed                a field is missing, of the wrong type or not text   (the text names it)
    |- TooLarge                 code or body over its limit
    |- Unknown                  no such assignment, submission, course, run or hint
    |- Forbidden                the viewer's role does not allow it
    |- Closed                   the deadline has passed
    |- Changed                  the assignment has a newer revision                 (`current` is it)
    |- DraftConflict            the stored draft is another one                     (`stored` is it)
    |- SlowDown                 over the rate                                       (`retry_after` seconds)
    |- Unavailable              database, queue or Hub is away, or it is starting   (`retry_after` seconds)
    `- Misconfigured            staff or owner must set something; the text says what

Only `web/` knows which status code each becomes.
"""

from typing import Any, ClassVar


class PyPracError(Exception):
    """Base of all: `str(error)` is a sentence for a person, `code` a kebab-case word for a program."""

    code: ClassVar[str] = "error"


def in_full(error: PyPracError) -> str:
    """The sentence and what is noted beside it, for a log or a terminal of staff; never for a page."""
    return " ".join([str(error), *(f"({note})" for note in getattr(error, "__notes__", []))])


class Malformed(PyPracError):
    """The request is not what the contract asks for."""

    code = "malformed"


class TooLarge(PyPracError):
    """More bytes than the contract allows."""

    code = "too-large"


class Unknown(PyPracError):
    """Nothing by that name for this viewer; `code` says of what kind."""

    def __init__(self, message: str, code: str) -> None:
        """`code` is `unknown-` with what is unknown (`unknown-assignment`, `unknown-hint`), or `no-assignments`."""
        super().__init__(message)
        self.code = code  # type: ignore[misc]  # one class, several words of the contract


class Forbidden(PyPracError):
    """The viewer may not do this."""

    code = "forbidden"


class Closed(PyPracError):
    """The deadline of the assignment has passed."""

    code = "closed"


class Changed(PyPracError):
    """The assignment was changed since the viewer loaded it; `current` is how the viewer sees it now."""

    code = "changed"

    def __init__(self, message: str, current: Any) -> None:  # noqa: ANN401  a reply of `visibility`
        super().__init__(message)
        self.current = current


class DraftConflict(PyPracError):
    """The draft was saved from elsewhere since the writer last saw it; `stored` is what it is now."""

    code = "draft-conflict"

    def __init__(self, message: str, stored: Any) -> None:  # noqa: ANN401  a reply of `visibility`
        super().__init__(message)
        self.stored = stored


class SlowDown(PyPracError):
    """Too many at once; try again in `retry_after` seconds."""

    code = "slow-down"

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(PyPracError):
    """Something that practice needs is away, full or starting; try again in `retry_after` seconds."""

    code = "unavailable"

    def __init__(self, message: str, retry_after: float = 2.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Misconfigured(PyPracError):
    """Nothing will work until somebody changes a setting; the message says which."""

    code = "misconfigured"
