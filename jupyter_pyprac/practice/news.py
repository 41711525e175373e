"""News of one replica for the others: what is told over the channel `viewer-events`."""

from typing import Any

import msgspec


class Elsewhere(msgspec.Struct, frozen=True, tag="queued"):
    """A submission of the viewer waits for this job."""

    origin: str
    submission_id: str
    job_id: str
    stream_id: str | None = None
    position: int = 0


class Running(msgspec.Struct, frozen=True, tag="running"):
    """A run of the viewer waits for this job."""

    origin: str
    run_id: str
    job_id: str


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """A submission of the viewer has its verdict, or was given up: the row is committed."""

    origin: str
    submission_id: str


class Reworked(msgspec.Struct, frozen=True, tag="assignments-changed"):
    """A course was imported: everybody's list of its assignments is out of date."""

    course: str


News = Elsewhere | Running | Settled | Reworked


def as_event(news: News) -> dict[str, Any]:
    """What is published."""
    event: dict[str, Any] = msgspec.to_builtins(news)
    return event


def as_news(event: dict[str, Any]) -> News | None:
    """What another replica published; None where it speaks of something this release does not know."""
    try:
        news: News = msgspec.convert(event, News)
    except msgspec.ValidationError:
        return None
    return news
