"""What a viewer has written and not submitted, so that another browser goes on where one stopped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jupyter_pyprac.errors import DraftConflict, Malformed
from jupyter_pyprac.model import Draft, Viewer
from jupyter_pyprac.practice.catalogue import the_assignment
from jupyter_pyprac.practice.clock import Clock
from jupyter_pyprac.practice.code import checked_text
from jupyter_pyprac.store import drafts as stored
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.visibility import DraftView, draft_view


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """A viewer's drafts, one per assignment, whatever its revision.

    The `version` of a draft counts how often other code was saved: 0 before the first time. A writer sends the
    version that it has seen last, and is refused where there is a newer one.
    """

    database: Database
    clock: Clock

    async def get(self, viewer: Viewer, assignment_id: str) -> DraftView:
        """The viewer's draft; of version 0 where none was saved yet.

        Raises:
            Unknown: no such assignment.
        """
        return draft_view(await self.database.read(find, viewer, assignment_id, self.clock()))

    async def save(self, viewer: Viewer, assignment_id: str, code: str, version: int) -> DraftView:
        """Save code that goes on from `version`; the same code once more changes nothing.

        Raises:
            Malformed, TooLarge: the code is no text or too long, or the version is no version.
            Unknown: no such assignment.
            DraftConflict: other code was saved since that version.
        """
        code = checked_text(code, "code")
        if version < 0:
            message = "The field version must be 0 or more."
            raise Malformed(message)
        draft = draft_view(await self.database.write(save, viewer, assignment_id, code, version, self.clock()))
        if draft.code != code:
            message = "This draft was changed elsewhere since you saw it: look at that one, then choose."
            raise DraftConflict(message, draft)
        return draft


def find(session: Session, viewer: Viewer, assignment_id: str, now: datetime) -> Draft:
    """The viewer's draft of an assignment that the viewer may work on."""
    assignment = the_assignment(session, viewer, assignment_id, now)
    return stored.draft(session, viewer.name, assignment.id)


def save(  # noqa: PLR0913, PLR0917  each is a part of the draft
    session: Session, viewer: Viewer, assignment_id: str, code: str, version: int, now: datetime
) -> Draft:
    """Save the draft of an assignment that the viewer may work on; what is stored then."""
    assignment = the_assignment(session, viewer, assignment_id, now)
    return stored.save(session, viewer.name, assignment.id, code, version, now)
