"""Code as it comes from a student: one form of line ends, and checked before anything else sees it."""

import math

from grader_service.contract import CODE_BYTES
from jupyter_pyprac.errors import Malformed, TooLarge


def checked_text(text: str, field: str) -> str:
    r"""The text with line ends as `\n`.

    Raises:
        Malformed: it holds a NUL or half of a surrogate pair, which no Python file can; names the field.
        TooLarge: more than 64 KiB in UTF-8.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        message = f"The field {field} contains a NUL character (line {line_of(text, text.index(chr(0)))}): remove it."
        raise Malformed(message)
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        message = f"The field {field} contains half of a character (line {line_of(text, error.start)}): type it again."
        raise Malformed(message) from error
    if size > CODE_BYTES:
        raise too_large(size, "code" if field == "code" else "input")
    return text


def too_large(size: int, what: str) -> TooLarge:
    """The error for code, or input, of so many bytes."""
    return TooLarge(f"Your {what} is {kilobytes(size)} kB, at most {kilobytes(CODE_BYTES)} kB are allowed.")


def too_large_together(size: int) -> TooLarge:
    """The error for a whole request of so many bytes, in which nobody looks for what made it so long."""
    most = kilobytes(CODE_BYTES)
    return TooLarge(
        f"What you sent is {kilobytes(size)} kB: at most {most} kB of code and {most} kB of input are allowed."
    )


def kilobytes(size: int) -> int:
    """So many bytes in units of 1024, rounded up."""
    return math.ceil(size / 1024)


def line_of(text: str, position: int) -> int:
    """The line, from 1, of a position in the text."""
    return text.count("\n", 0, position) + 1
