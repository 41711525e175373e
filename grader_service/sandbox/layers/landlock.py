"""Landlock: which files may be read and written, no TCP, no signals and no abstract sockets to the outside (Linux)."""

import ctypes
import os
from collections.abc import Mapping
from typing import Final

from grader_service.sandbox.layers import kernel

ENOUGH: Final = 4
"""The version of the kernel's interface from which on the network is covered."""

READ: Final = 0b1100
"""Read a file, list a directory."""
WRITE: Final = READ | 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 14
"""Also write, remove, make directories, files, pipes and links, rename and truncate; no sockets, no devices."""
DEVICE: Final = 1 << 1 | 1 << 2
"""Read and write a single file."""

_KNOWN_FILES: Final = (1 << 16) - 1
_HANDLED_FILES: Final[Mapping[int, int]] = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_TCP: Final = 0b11
_SIGNALS_AND_ABSTRACT_SOCKETS: Final = 0b11
_SCOPES_SINCE: Final = 6
_PATH_BENEATH: Final = 1
_VERSION: Final = 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of the interface that the kernel has; 0 = none."""
    try:
        return kernel.call(kernel.LANDLOCK_CREATE, None, ctypes.c_size_t(0), _VERSION)
    except OSError:
        return 0


class Landlock:
    """Rules by open directories, made once in a zygote and applied by each child to itself."""

    def __init__(self, paths: Mapping[str, int]) -> None:
        """`paths` maps what may be used to `READ`, `WRITE` or `DEVICE`; what does not exist is left out."""
        self._version = version()
        self._handled = _HANDLED_FILES.get(self._version, _KNOWN_FILES)
        self._rules: list[tuple[int, int]] = []
        for path, allowed in paths.items():
            try:
                self._rules.append((os.open(path, os.O_PATH | os.O_CLOEXEC), allowed))
            except OSError:
                continue

    def apply(self, scratch: str | None) -> None:
        """Restrict this process to the rules, and to writing in its own working directory."""
        rules = list(self._rules)
        if scratch is not None:
            rules.append((os.open(scratch, os.O_PATH | os.O_CLOEXEC), WRITE))
        ruleset = self._create()
        for parent, allowed in rules:
            rule = _PathBeneath(allowed & self._handled, parent)
            kernel.call(kernel.LANDLOCK_ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
        kernel.call(kernel.LANDLOCK_RESTRICT, ruleset, 0)
        os.close(ruleset)
        if scratch is not None:
            os.close(rules[-1][0])

    def close(self) -> None:
        """Let go of the directories."""
        for descriptor, _ in self._rules:
            os.close(descriptor)

    def _create(self) -> int:
        covers_network = self._version >= ENOUGH
        scopes = _SIGNALS_AND_ABSTRACT_SOCKETS if self._version >= _SCOPES_SINCE else 0
        ruleset = _Ruleset(self._handled, _TCP if covers_network else 0, scopes)
        size = 24 if scopes else 16 if covers_network else 8
        return kernel.call(kernel.LANDLOCK_CREATE, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
