"""Drafts: one per viewer and assignment, each saved over the version that its writer has seen."""

from datetime import datetime

from sqlalchemy.orm import Session

from jupyter_pyprac.model import Draft
from jupyter_pyprac.store.dialect import lock
from jupyter_pyprac.store.rows import split
from jupyter_pyprac.store.tables import DraftRow


def draft(session: Session, viewer: str, assignment_id: str) -> Draft:
    """The viewer's draft; of version 0 where none was saved."""
    row = session.get(DraftRow, (viewer, *split(assignment_id)))
    return Draft(row.code, row.version, row.saved_at) if row else Draft()


def save(  # noqa: PLR0913, PLR0917  each is a part of the draft
    session: Session, viewer: str, assignment_id: str, code: str, version: int, now: datetime
) -> Draft:
    """The draft that is stored now: of the code given, unless other code was saved since `version`.

    The code that is stored already stays as it is, so that what was sent twice is saved once.
    """
    lock(session, f"draft {viewer} {assignment_id}")
    stored = draft(session, viewer, assignment_id)
    if stored.version != version or stored.code == code:
        return stored
    course, slug = split(assignment_id)
    session.merge(DraftRow(viewer=viewer, course=course, slug=slug, code=code, version=version + 1, saved_at=now))
    return Draft(code, version + 1, now)
