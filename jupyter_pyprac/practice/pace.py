"""How long the queue will take, from how long gradings took."""

from grader_service.contract import Verdict

WEIGHT = 0.2
"""How much the latest grading counts in the mean."""


class Pace:
    """A running mean of the seconds a grading takes, shared by so many graders."""

    def __init__(self, graders: int) -> None:
        self._graders = max(1, graders)
        self._seconds: float | None = None

    def took(self, verdict: Verdict) -> None:
        """Count one more grading."""
        seconds = verdict.graded_ms / 1000
        self._seconds = seconds if self._seconds is None else self._seconds + WEIGHT * (seconds - self._seconds)

    def eta(self, ahead: int) -> int | None:
        """Seconds until a job with so many ahead is graded, at least 1; None before anything was graded."""
        if self._seconds is None:
            return None
        return max(1, round(self._seconds * (ahead / self._graders + 1)))
