"""All that is kept of one viewer: found, erased, and picked by age."""

from datetime import datetime

import msgspec
from sqlalchemy import delete, func, select, union_all
from sqlalchemy.orm import Session

from jupyter_pyprac.model import Submission
from jupyter_pyprac.store import members, rows
from jupyter_pyprac.store.members import Member
from jupyter_pyprac.store.tables import PROGRESS, SUBMISSIONS, DraftRow, MemberRow


class KeptDraft(msgspec.Struct, frozen=True):
    """A draft of the viewer's."""

    assignment_id: str
    code: str
    saved_at: datetime


class Kept(msgspec.Struct, frozen=True):
    """Everything, submissions oldest first; how far the viewer is follows from them."""

    submissions: list[Submission]
    drafts: list[KeptDraft]
    memberships: list[Member]


class Erased(msgspec.Struct, frozen=True):
    """How much there was."""

    submissions: int
    drafts: int
    memberships: int


def everything_of(session: Session, viewer: str) -> Kept:
    """All that is kept of the viewer."""
    wanted = select(SUBMISSIONS).where(SUBMISSIONS.c.viewer == viewer).order_by(SUBMISSIONS.c.number)
    drafts = session.scalars(select(DraftRow).where(DraftRow.viewer == viewer).order_by(DraftRow.saved_at))
    return Kept(
        submissions=[rows.submission(row) for row in session.execute(wanted)],
        drafts=[KeptDraft(f"{draft.course}/{draft.slug}", draft.code, draft.saved_at) for draft in drafts],
        memberships=[each for each in members.everybody(session) if each.name == viewer],
    )


def erase(session: Session, viewer: str) -> Erased:
    """Keep nothing of the viewer any more. A verdict that is still on its way finds no row and is dropped."""
    session.execute(delete(PROGRESS).where(PROGRESS.c.viewer == viewer))
    submissions = session.execute(
        delete(SUBMISSIONS).where(SUBMISSIONS.c.viewer == viewer).returning(SUBMISSIONS.c.number)
    )
    drafts = session.execute(delete(DraftRow).where(DraftRow.viewer == viewer).returning(DraftRow.slug))
    lists = session.execute(delete(MemberRow).where(MemberRow.viewer == viewer).returning(MemberRow.course))
    return Erased(submissions=len(submissions.all()), drafts=len(drafts.all()), memberships=len(lists.all()))


def idle_since(session: Session, moment: datetime) -> list[str]:
    """The viewers who have submitted or written nothing since then, by name."""
    times = union_all(
        select(SUBMISSIONS.c.viewer, SUBMISSIONS.c.submitted_at.label("at")),
        select(DraftRow.viewer, DraftRow.saved_at.label("at")),
    ).subquery()
    wanted = select(times.c.viewer).group_by(times.c.viewer).having(func.max(times.c.at) < moment)
    return sorted(session.scalars(wanted))
