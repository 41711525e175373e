"""Values as text for a person: short, and never asking the student's objects for it unless told to."""

from typing import Final

from grader_service.examiner.errors import StudentError
from grader_service.examiner.handles import NAMED_ONLY, type_of
from grader_service.examiner.likepytest import NoAnswer
from grader_service.sandbox.values import Value

TEXT: Final = 2_000
CUT: Final = " ... (cut)"


def clip(text: str, length: int = TEXT) -> str:
    """At most so many characters, saying so where something is missing."""
    return text if len(text) <= length else text[: max(0, length - len(CUT))] + CUT


def show(value: Value) -> str:
    """A value as Python writes it; a student's object, also inside others, only by the name of its type."""
    token = NAMED_ONLY.set(True)
    try:
        return clip(repr(value))
    except ValueError:  # an integer of more digits than Python converts
        return f"<a {type_of(value)} too large to show>"
    except BaseException:  # noqa: BLE001  frames whose labels or items have no text, objects of the test's that ask the student's
        return f"<a {type_of(value)} that cannot be shown>"
    finally:
        NAMED_ONLY.reset(token)


def text_of(error: BaseException) -> str:
    """The text of an exception; empty where an object of the student's is in it, which does not tell."""
    token = NAMED_ONLY.set(True)
    try:
        return str(error)
    except BaseException:  # noqa: BLE001  what it raises is not what ended the test
        return ""
    finally:
        NAMED_ONLY.reset(token)


def ask_and_show(value: Value) -> str:
    """The same, asking each student's object how it shows itself where its class says so."""
    try:
        text = repr(value)
    except (Exception, StudentError, NoAnswer):  # noqa: BLE001  of the student's, or as above
        return show(value)
    return show(value) if " at 0x" in text else clip(text)
