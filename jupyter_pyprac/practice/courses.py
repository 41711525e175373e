"""Bringing in a course that has passed the gate: for everybody, or for its author's eyes alone."""

import logging
from dataclasses import dataclass

import msgspec

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.news import Reworked, as_event
from jupyter_pyprac.store.assignments import Saved, save_course
from jupyter_pyprac.store.engine import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Courses:
    """What instructors do with whole courses."""

    database: Database
    broker: Broker

    async def bring_in(self, bundle: Bundle) -> Saved:
        """Make the course what the bundle says, and let every open page know."""
        saved = await self.database.write(save_course, bundle.course, bundle.assignments, bundle.files)
        await self._tell(bundle.course.slug)
        return saved

    async def preview(self, viewer: Viewer, bundle: Bundle) -> str:
        """Put the assignments into the viewer's private course, in the place of what was there; the first one's id.

        There they can be practised as by a student, before their release too, and no score of any course changes.
        """
        course = msgspec.structs.replace(bundle.course, slug=viewer.private_course)
        shown = [msgspec.structs.replace(each, course=course.slug, released_at=None) for each in bundle.assignments]
        await self.database.write(save_course, course, shown, bundle.files)
        await self._tell(course.slug)
        return shown[0].id

    async def _tell(self, course: str) -> None:
        """Word of a changed course to the open pages of all who see it."""
        try:
            await self.broker.tell_everyone(as_event(Reworked(course)))
        except BrokerDown as error:
            log.info("open pages are not told of a changed course: %s", error)
