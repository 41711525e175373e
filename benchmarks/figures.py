"""A measured value beside its aim, and the yardstick: how long a bare interpreter takes on the same machine."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One value; `aim` is what it should stay below, or above where `more_is_better`; None = told for interest."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    more_is_better: bool = False

    @property
    def shown(self) -> str:
        """The value for a person."""
        return with_unit(self.value, self.unit)

    @property
    def aim_shown(self) -> str:
        """The aim for a person, and whether it was reached."""
        if self.aim is None:
            return ""
        return f"{'above' if self.more_is_better else 'below'} {with_unit(self.aim, self.unit)}: {self.verdict}"

    @property
    def verdict(self) -> str:
        """Whether the aim was reached."""
        reached = self.aim is not None and (self.value > self.aim) == self.more_is_better
        return "reached" if reached else "missed"

    def told(self) -> dict[str, Any]:
        """The figure as JSON."""
        return {"name": self.name, "value": round(self.value, 3), "unit": self.unit, "aim": self.aim}


def with_unit(value: float, unit: str) -> str:
    """A value with its unit."""
    return f"{value:,.2f} {unit}".strip()


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def bare_interpreter(times: int) -> list[float]:
    """Milliseconds that `python3 -I -S -c pass` takes, each time."""
    python = os.path.realpath(sys.executable)
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([python, "-I", "-S", "-c", "pass"], check=True)
        taken.append(1000 * (time.perf_counter() - begin))
    return taken
