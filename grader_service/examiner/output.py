"""What a student's process prints, read under a cap."""

import os
import re
import sys
from typing import Final

OUTPUT_BYTES: Final = 512 * 1024
"""A test that prints more is stopped."""

DUMP_BYTES: Final = 16 * 1024
"""A process says in less where it is. No more is searched, for in a text of many beginnings each is a place to try."""

_DUMP = re.compile(rb"(?:Current thread|Thread|Stack)[^\n(]{0,100}\(most recent call first\):\n((?:  .*\n)*)\Z")
_LINE = re.compile(rb'^  File "<submission>", line (\d{1,9}) in ', re.MULTILINE)


class Output:
    """The output and the error output of one process, cut into tests by `begin`."""

    def __init__(self, output: int, errors: int) -> None:
        self._taken = {output: bytearray(), errors: bytearray()}
        self._output = output
        self._errors = errors
        self._passed_on = {output: 0, errors: 0}

    def begin(self) -> None:
        """A test begins: what comes from here on is its own."""
        for fd, taken in self._taken.items():
            taken.clear()
            self._passed_on[fd] = 0

    def take(self, fd: int) -> bool:
        """Read what is there; false at its end."""
        try:
            data = os.read(fd, 65536)
        except BlockingIOError:
            return True
        self._taken[fd] += data
        return bool(data)

    def pass_on(self) -> None:
        """What was printed since the last time also goes where a test has redirected its own output to."""
        for name, fd in (("stdout", self._output), ("stderr", self._errors)):
            taken, stream = self._taken[fd], getattr(sys, name)
            if stream is not getattr(sys, f"__{name}__") and len(taken) > self._passed_on[fd]:
                stream.write(taken[self._passed_on[fd] :].decode("utf-8", "backslashreplace"))
            self._passed_on[fd] = len(taken)

    def drain(self) -> None:
        """Read all that a process which has ended left behind."""
        for fd, taken in self._taken.items():
            before = -1
            while before < len(taken) <= OUTPUT_BYTES + 65536:
                before = len(taken)
                self.take(fd)

    @property
    def too_much(self) -> bool:
        """Whether the cap is exceeded."""
        return sum(map(len, self._taken.values())) > OUTPUT_BYTES

    @property
    def printed(self) -> str:
        """Standard output alone: what is compared."""
        return self._taken[self._output].decode("utf-8", "backslashreplace")

    @property
    def shown(self) -> str:
        """Standard output, then what went to standard error."""
        dump = self._dump()
        told = self._taken[self._errors][: dump.start() if dump else None]
        return self.printed + told.decode("utf-8", "backslashreplace")

    def where(self) -> int | None:
        """The line of the submission that a stopped process said it was at."""
        dump = self._dump()
        line = _LINE.search(dump[1]) if dump else None
        return int(line[1]) if line else None

    def _dump(self) -> re.Match[bytes] | None:
        """What a stopped process said of where it was."""
        errors = self._taken[self._errors]
        return _DUMP.search(errors, max(0, len(errors) - DUMP_BYTES))
