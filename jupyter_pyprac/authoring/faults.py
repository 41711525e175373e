"""What is wrong with a course, collected so that its author sees all of it at once."""

from typing import NamedTuple

from jupyter_pyprac.errors import PyPracError


class Fault(NamedTuple):
    """One thing to mend: where (`assignments[3].tests[1].call`), what, and the line within that text (from 1)."""

    path: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.text}" + (f" (line {self.line})" if self.line else "")


class Reason(NamedTuple):
    """A fault as a report shows it: the file it is in, and a sentence that names the place in it."""

    source: str
    reason: str


class Refused(PyPracError):
    """A course that cannot be imported; `reasons` lists every fault, `notes` what was noticed until then."""

    code = "refused"

    def __init__(self, reasons: tuple[Reason, ...], notes: tuple[Reason, ...] = ()) -> None:
        """`reasons` holds one or more; the error's text is all of them, one a line."""
        super().__init__("\n".join(f"{source}: {reason}" if source else reason for source, reason in reasons))
        self.reasons = reasons
        self.notes = notes


MOST_FAULTS = 1000
"""More in one bundle are not looked for: nobody would read them."""


class TooMany(Exception):
    """There are `MOST_FAULTS` already."""


class Spot:
    """A place in a course while it is read: knows its path and where to put faults."""

    def __init__(self, faults: list[Fault], path: str = "") -> None:
        self.faults = faults
        self.path = path

    def field(self, name: str) -> "Spot":
        """The place of a field of the object here."""
        return Spot(self.faults, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> "Spot":
        """The place of an item of the list here, counted from 0."""
        return Spot(self.faults, f"{self.path}[{index}]")

    def fault(self, text: str, line: int | None = None) -> None:
        """Note that what is here has to be mended.

        Raises:
            TooMany: this was the last one that is looked for.
        """
        self.faults.append(Fault(self.path, text, line))
        if len(self.faults) >= MOST_FAULTS:
            raise TooMany
