"""A row of the tables of wrong programs: what a beginner wrote, how it was tested, and what must be said about it."""

from typing import NamedTuple


class Wrong(NamedTuple):
    """A wrong program; `words` must all be in what is said, `line` is the one that is marked.

    With `stdin` and nothing `expected` it is tried on an input of one's own.
    """

    code: str
    call: str
    expected: str | None
    status: str
    error: str | None
    line: int | None
    words: tuple[str, ...]
    stdin: str | None = None


def raises(  # noqa: PLR0913  the columns of a row
    code: str,
    call: str,
    error: str,
    line: int | None,
    *words: str,
    stdin: str | None = None,
    expected: str | None = "0",
) -> Wrong:
    """A program that Python stops with an exception."""
    return Wrong(code.lstrip("\n"), call, expected, "error", error, line, words, stdin)
