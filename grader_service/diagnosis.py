"""PUBLIC: how well student code is held back on this machine, and what would hold it back better."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from grader_service.contract import Protection
from grader_service.sandbox.layers import landlock
from grader_service.sandbox.layers.filter import NoFilter, build
from grader_service.sandbox.layers.namespaces import CALLS

LEVELS: Final[dict[Protection, str]] = {
    "A": "a run sees no file, process or network of this machine (namespaces, Landlock, seccomp, limits)",
    "B": "a run reaches no file, process or network of this machine, but can tell which files exist "
    "(Landlock, seccomp, limits)",
    "C": "a run is held back in part: do not let strangers' code run here",
    "L": "a run has limits on its resources alone: it can read and reach what this user can",
}


class Sysctl(NamedTuple):
    """A setting of the kernel that forbids namespaces when it has that value, and what lifts it."""

    name: str
    forbids: str
    mend: str


NAMESPACE_SETTINGS: Final = (
    Sysctl("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
    Sysctl("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    Sysctl(
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "an AppArmor profile with `userns,` for this Python, or "
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
)


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at: `mend` says what to do where it is not `fine`."""

    what: str
    fine: bool
    found: str
    mend: str | None = None


def of_sandbox(level: Protection, minimum: Protection, scratch: str) -> list[Finding]:
    """What is to be said of the sandbox where `level` was reached and `minimum` is asked for."""
    reached = level <= minimum
    mend = None if reached else f"see below, or set PYPRAC_MINIMUM_PROTECTION={level}"
    findings = [Finding("protection of runs", reached, f"level {level}: {LEVELS[level]}", mend)]
    return findings + (list(_missing(level, scratch)) if level != "A" else [])


def _missing(level: Protection, scratch: str) -> Iterator[Finding]:
    """Why it is not level A."""
    if not sys.platform.startswith("linux"):
        yield Finding("kernel", fine=False, found=sys.platform, mend="levels A to C need Linux")
        return
    yield _seccomp()
    yield _landlock()
    yield _namespaces()
    if level == "B" and not scratch:
        mend = "set PYPRAC_SCRATCH to a folder on a tmpfs of limited size, where runs may write"
        yield Finding("place to write", fine=False, found="none: runs cannot write files", mend=mend)


def _seccomp() -> Finding:
    try:
        build(examiner=False)
    except NoFilter as error:
        return Finding("seccomp", fine=False, found="no libseccomp", mend=str(error))
    return Finding("seccomp", fine=True, found="libseccomp builds a filter")


def _landlock() -> Finding:
    version, enough = landlock.version(), landlock.ENOUGH
    mend = None if version >= enough else "Linux 6.7 or newer, with landlock among the kernel's lsm= modules"
    return Finding("Landlock", version >= enough, f"version {version} of its interface, {enough} is needed", mend)


def _namespaces() -> Finding:
    for setting in NAMESPACE_SETTINGS:
        if _value(setting.name) == setting.forbids:
            name = setting.name.replace("/", ".")
            return Finding("user namespaces", fine=False, found=f"{name} is {setting.forbids}", mend=setting.mend)
    calls = ", ".join(CALLS)
    mend = f"in a container: a seccomp profile that allows {calls}, and no AppArmor profile that denies mount"
    return Finding("user namespaces", fine=False, found="a trial was refused", mend=mend)


def _value(name: str) -> str:
    try:
        return (Path("/proc/sys") / name).read_text(encoding="ascii").strip()
    except OSError:
        return ""
