"""Leases: what only one replica may do at a time, the one that holds the lease does."""

from datetime import datetime

from sqlalchemy import or_
from sqlalchemy.orm import Session

from jupyter_pyprac.store.dialect import dialect, insert
from jupyter_pyprac.store.tables import LeaseRow


def lease(session: Session, name: str, holder: str, until: datetime, now: datetime) -> bool:
    """Take or renew the lease until then; False while somebody else holds it."""
    asked = insert(dialect(session), LeaseRow).values(name=name, holder=holder, until=until)
    taken = asked.on_conflict_do_update(
        index_elements=[LeaseRow.name],
        set_={"holder": holder, "until": until},
        where=or_(LeaseRow.holder == holder, LeaseRow.until <= now),
    )
    return session.scalar(taken.returning(LeaseRow.name)) is not None
