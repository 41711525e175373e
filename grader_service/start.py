"""What a grader is told at its start, and whether it may start on this machine."""

from collections.abc import Mapping

import msgspec

from grader_service.contract import CLAIM_SECONDS, Protection
from grader_service.errors import Refused
from grader_service.logs import Format

STRENGTH: tuple[Protection, ...] = ("L", "C", "B", "A")
"""From the weakest to the strongest."""
PRICE: Mapping[Protection, str] = {
    "B": "every student may find out which files there are",
    "C": "every student may read what the graders' user can read",
    "L": "every student may read what the graders' user can read",
}
"""What a level below A costs, as the condition under which it may do."""
DRAIN_SECONDS = 10.0


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """One line of JSON on the standard input of a grader: no secret is on its command line or in its environment.

    The input stays open for as long as whoever started the grader lives.
    """

    redis_url: str
    consumer: str
    """Its name in the group: that of the process before, where it was started in the place of one that died."""
    slots: int = 1
    scratch: str | None = None
    minimum_protection: Protection = "B"
    claim_seconds: float = CLAIM_SECONDS
    drain_seconds: float = DRAIN_SECONDS
    log_format: Format = "text"


def refuse_weaker(found: Protection, minimum: Protection) -> None:
    """Make sure that student code is held back as well as the deployment asks.

    Raises:
        Refused: it is not; the text says what to set.
    """
    if STRENGTH.index(found) < STRENGTH.index(minimum):
        message = (
            f"This machine holds student code back at level {found}, and level {minimum} is asked for: run graders "
            f"where the kernel gives {minimum}, or set PYPRAC_MINIMUM_PROTECTION={found} if {PRICE[found]}."
        )
        raise Refused(message)
