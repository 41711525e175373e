"""Which jobs this process looks out for, and who asked for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True, kw_only=True)
class Watched:
    """One viewer's interest in a job; `name` is the id of a submission or of a run."""

    kind: Literal["submission", "run"]
    viewer: str
    name: str
    job_id: str
    stream_id: str | None = None
    unplaced: bool = False
    """The row in the database does not know the stream id yet."""
    started: bool = False
    position: int | None = None
    refusal: str | None = None
    """Why no grader works, as the viewer was told."""


class Watch:
    """The interests, by job. Several submissions can wait for one job: the same code at the same moment."""

    def __init__(self) -> None:
        self._names: dict[str, Watched] = {}
        self._jobs: dict[str, set[str]] = {}

    def __iter__(self) -> Iterator[Watched]:
        return iter(tuple(self._names.values()))

    def __len__(self) -> int:
        return len(self._names)

    def add(self, watched: Watched) -> None:
        """Look out for the job; what the same submission or run waited for before is forgotten."""
        self.forget(watched.name)
        self._names[watched.name] = watched
        self._jobs.setdefault(watched.job_id, set()).add(watched.name)

    def of(self, job_id: str) -> list[Watched]:
        """Who waits for the job."""
        return [self._names[name] for name in self._jobs.get(job_id, ())]

    def get(self, name: str) -> Watched | None:
        """The interest of one submission or run, if there is one."""
        return self._names.get(name)

    def knows(self, watched: Watched) -> bool:
        """Whether the submission or run is looked out for, and for this very job."""
        known = self._names.get(watched.name)
        return known is not None and known.job_id == watched.job_id

    def forget(self, name: str) -> None:
        """The submission or run is no longer waited for."""
        watched = self._names.pop(name, None)
        if watched is None:
            return
        names = self._jobs[watched.job_id]
        names.discard(name)
        if not names:
            del self._jobs[watched.job_id]
