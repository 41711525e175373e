"""Which levels of protection there are here, and as which users the attacks can run. Both are tried, never guessed."""

import os
import pwd
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

from grader_service.grading import Workshop
from grader_service.sandbox.processes import SandboxError

ROOT = Path(__file__).parents[2]
OTHER = "nobody"


def open_workshop(level: str, scratch: str | None = None, slots: int = 1) -> Workshop:
    """A workshop at that level; the one place that knows how to ask for it."""
    return Workshop(slots=slots, strongest=level, scratch=scratch)


@cache
def offered() -> tuple[str, ...]:
    """The levels that can be had: `L` always, better ones where the machine gives them."""
    return (*filter(_can_be_had, "AB"), "L")


def _can_be_had(level: str) -> bool:
    try:
        with open_workshop(level) as workshop:
            return workshop.protection == level
    except (SandboxError, ValueError):
        return False


@cache
def interpreter(user: str) -> str | None:
    """A Python with which that user can run the grader; None where there is none."""
    folders = [*os.environ["PATH"].split(os.pathsep), "/usr/local/bin", "/usr/bin"]
    others = [f"{folder}/python3.{sys.version_info.minor}" for folder in folders]
    names = [name for name in (sys.executable, *others) if Path(name).exists()]
    return next((name for name in names if _works(name, user)), None)


def _works(name: str, user: str) -> bool:
    code = f"import sys, grader_service.grading; assert sys.version_info[:2] == {sys.version_info[:2]}"
    try:
        return subprocess.run([name, "-c", code], capture_output=True, check=False, **as_user(user)).returncode == 0
    except OSError:
        return False


def as_user(user: str) -> dict[str, object]:
    """Settings of `subprocess` that start a process as that user."""
    path = os.pathsep.join((str(ROOT), sysconfig.get_path("platlib"), sysconfig.get_path("purelib")))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    if scratch := os.environ.get("PYPRAC_SCRATCH"):
        environment["PYPRAC_SCRATCH"] = scratch
    settings: dict[str, object] = {"cwd": str(ROOT), "env": environment}
    if os.geteuid() == 0 and user != "root":
        entry = pwd.getpwnam(user)
        settings |= {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return settings


@cache
def users() -> tuple[str, ...]:
    """Root and an ordinary user where we are root and that user can run Python; else whoever we are."""
    if os.geteuid() != 0:
        return ("self",)
    return ("root", OTHER) if interpreter(OTHER) else ("root",)


def users_at(level: str) -> tuple[str, ...]:
    """As whom attacks are let loose at a level: the lowest is tried by one user where there are better ones."""
    return users()[:1] if level == "L" and len(offered()) > 1 else users()
