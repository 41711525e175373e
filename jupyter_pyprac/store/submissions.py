"""Submissions as the rest of the service meets them: one name for each thing that can be done or asked.

Every function takes a `Session` first and is meant for `Database.write` or `Database.read`. `attempts` stores and
finds, `grading` is what happens to pending ones, `progress` counts what is solved, `leases` picks one replica.
"""

from jupyter_pyprac.store.attempts import (
    Added,
    add,
    again,
    course_last_practised,
    get,
    identical,
    page,
    pending_of,
)
from jupyter_pyprac.store.grading import (
    apply_verdict,
    count_pending,
    failed,
    give_up,
    of_job,
    pending,
    placed,
    requeued,
)
from jupyter_pyprac.store.leases import lease
from jupyter_pyprac.store.progress import class_progress, first_correct, progress, score, scores

__all__ = [
    "Added",
    "add",
    "again",
    "apply_verdict",
    "class_progress",
    "count_pending",
    "course_last_practised",
    "failed",
    "first_correct",
    "get",
    "give_up",
    "identical",
    "lease",
    "of_job",
    "page",
    "pending",
    "pending_of",
    "placed",
    "progress",
    "requeued",
    "score",
    "scores",
]
