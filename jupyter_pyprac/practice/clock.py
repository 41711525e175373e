"""What time it is, passed in so that deadlines can be tested."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This moment, with its time zone."""
    return datetime.now(UTC)
