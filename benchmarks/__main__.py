"""`python -m benchmarks [NAME ...]`: measures, prints a table and writes benchmarks/results/."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import classroom, importing, listing, memory, panel, sandbox, starting, submitting, throughput
from benchmarks.figures import Figure

RESULTS = Path(__file__).parent / "results"
MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "submitting": submitting.measure,
    "sandbox": sandbox.measure,
    "throughput": throughput.measure,
    "starting": starting.measure,
    "memory": memory.measure,
    "listing": listing.measure,
    "importing": importing.measure,
    "classroom": classroom.measure,
    "panel": panel.measure,
}


def main() -> int:
    """Run the measures named, or all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="NAME", help=", ".join(MEASURES))
    names = parser.parse_args().names or list(MEASURES)
    figures = []
    for name in names:
        print(f"• {name}", file=sys.stderr, flush=True)
        figures += MEASURES[name]()
    print(table(figures))
    print(f"\nWritten to {write(figures)}")
    return 0


def table(figures: list[Figure]) -> str:
    """The figures as lines of a Markdown table."""
    rows = [f"| {each.name} | {each.shown} | {each.aim_shown} |" for each in figures]
    return "\n".join(["", "| What | Measured | Aim |", "|---|---|---|", *rows])


def write(figures: list[Figure]) -> Path:
    """Keep the figures with what they were measured on."""
    now = datetime.now(UTC)
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{now:%Y-%m-%dT%H%M%S}.json"
    told = {"measured_at": now.isoformat(), "machine": machine, "figures": [each.told() for each in figures]}
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
