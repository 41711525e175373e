"""How much of the machine graders may use."""

import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
SLOT_BYTES = 768 * 1024 * 1024
"""What one slot may come to need: a submission at the default limit, loaded twice, beside interpreters and output."""


def default_slots(graders: int, cgroup: Path = CGROUP) -> int:
    """How many jobs each of `graders` graders started together may run at once; at least 1."""
    together = min(usable_processors(cgroup), usable_memory(cgroup) // SLOT_BYTES)
    return max(1, together // max(1, graders))


def usable_processors(cgroup: Path) -> int:
    """The processors this process may run on: its affinity, or less where the container has a quota."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(affinity, quota(cgroup) or affinity)


def quota(cgroup: Path) -> int | None:
    """Whole processors that the control group may use, at least 1; None = no limit is known."""
    limit, _, period = text_of(cgroup / "cpu.max").partition(" ")
    if not limit:
        limit, period = text_of(cgroup / "cpu/cpu.cfs_quota_us"), text_of(cgroup / "cpu/cpu.cfs_period_us")
    return max(1, int(limit) // int(period)) if limit.isdigit() and period.isdigit() else None


def usable_memory(cgroup: Path) -> int:
    """Bytes of memory: the machine's, or less where the container has a limit."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = (text_of(cgroup / "memory.max"), text_of(cgroup / "memory/memory.limit_in_bytes"))
    return min([machine, *(int(limit) for limit in limits if limit.isdigit())])


def text_of(file: Path) -> str:
    """What the file says, empty where it cannot be read."""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
