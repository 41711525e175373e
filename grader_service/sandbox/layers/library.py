"""What a run may read of the machine's files: Python's standard library, and the system's libraries behind it."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Final

TIME_ZONES: Final = "/usr/share/zoneinfo"


def library(packages: Iterable[str] = ()) -> list[str]:
    """Paths of directories as they are spelled where they are used; none lies inside another.

    `packages` are those that may be read besides the standard library, loaded already.
    """
    found: list[str] = []
    for path in sorted({*sys.path, *_system_libraries(), TIME_ZONES, *_folders(packages)}):
        inside = any(path.startswith(f"{outer}/") for outer in found)
        if os.path.isdir(path) and not inside:  # noqa: PTH112  no pathlib in a zygote
            found.append(path)
    return found


def _folders(packages: Iterable[str]) -> Iterator[str]:
    """The directories of packages, and those of the libraries that their wheels bring along."""
    for name in packages:
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "__path__"):
            yield module.__path__[0]
            yield f"{module.__path__[0]}.libs"


def _system_libraries() -> list[str]:
    """Where extension modules find what they are linked with."""
    arch = getattr(sys.implementation, "_multiarch", "")
    if arch and os.path.isdir(f"/usr/lib/{arch}"):  # noqa: PTH112  the same
        return [f"/usr/lib/{arch}", f"/lib/{arch}", "/usr/lib64", "/lib64"]
    return ["/usr/lib", "/lib", "/usr/lib64", "/lib64"]
