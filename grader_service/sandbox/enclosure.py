"""What a zygote is told of how it must hold its children back; its filter of system calls is built here, outside."""

import logging
import sys
from dataclasses import dataclass

from grader_service.sandbox.layers.filter import NoFilter, build
from grader_service.sandbox.scratch import has_room
from grader_service.sandbox.walls import BOUNDED, STRONGEST, UNBOUNDED, Level

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Enclosure:
    """How the children of a zygote are held back: the level not to go beyond, and where they may fill the disk.

    `student` is whether they run a submission, which needs a place to write, or tests, which need to take descriptors.
    """

    student: bool
    strongest: Level = STRONGEST
    scratch: str | None = None

    def arguments(self, directory: str) -> list[str]:
        """What a zygote is told of it."""
        kind = (BOUNDED if self.scratch else UNBOUNDED) if self.student else ""
        return [self.strongest, directory, kind]

    def has_room(self, level: Level) -> bool:
        """Whether the place that runs share has room for one more; they share none where each has its own."""
        return self.scratch is None or level == STRONGEST or has_room(self.scratch)

    def filter(self) -> bytes:
        """Which system calls its children may make, as the kernel takes it; empty where that cannot be said here."""
        if not sys.platform.startswith("linux"):
            return b""
        try:
            return build(examiner=not self.student)
        except NoFilter as error:
            log.warning("%s", error)
            return b""
