"""Whether the practice can serve."""

from dataclasses import dataclass

from jupyter_pyprac.store.assignments import is_empty
from jupyter_pyprac.store.engine import Database


@dataclass(frozen=True, kw_only=True)
class Health:
    """For probes: Redis down is no illness, because submissions are taken all the same."""

    database: Database

    async def check(self) -> None:
        """Ask the database something small.

        Raises:
            Unavailable: it does not answer.
        """
        await self.database.read(is_empty)
