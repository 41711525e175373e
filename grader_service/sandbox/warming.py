"""The start of a zygote: a clean interpreter loads what its children need, raises the walls and begins to serve."""

import gc
import importlib
import os
import resource
import signal
import socket
import sys
from typing import Final

from grader_service.sandbox import birth, rlimits
from grader_service.sandbox.layers.library import library
from grader_service.sandbox.walls import BOUNDED, Walls
from grader_service.sandbox.zygote import Zygote

SUPERFLUOUS: Final = "typing_extensions"
"""What msgspec would load and does without: a quarter of a zygote's start, and memory of every fork."""

TASKS_ALONE: Final = 64
"""Processes of a zygote's own namespace, which no other uses."""

STDIN: Final = 0


def main() -> None:
    """Warm up and serve: `control_fd module level directory scratch path...` (see `processes.Zygote`).

    The filter of system calls comes by standard input, which nobody has any more afterwards. The module has `WARM`,
    `rehearse` and `run`.
    """
    control_fd, module_name, level, directory, scratch_kind, *paths = sys.argv[1:]
    filters = told()
    rlimits.limit(resource.RLIMIT_NOFILE, birth.OPEN_FILES)
    birth.one_arena()
    sys.modules[SUPERFLUOUS] = None  # type: ignore[assignment]  # what Python takes for "cannot be imported"
    module = importlib.import_module(module_name)
    for name in module.WARM:
        importlib.import_module(name)
    del sys.modules[SUPERFLUOUS]
    sys.path[:] = [path for path in sys.path if path not in paths]
    sys.argv[:] = [""]
    module.rehearse()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's or a cgroup's; it ends with its control socket
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    gc.collect()  # what the rehearsal leaves would be counted as the zygote's own, and its children could use it
    space = rlimits.address_space()
    tasks = rlimits.tasks_of_user() if os.getuid() else None
    places = library(getattr(module, "PACKAGES", ()))
    walls = Walls(level, directory, filters, places, scratch=bool(scratch_kind), bounded=scratch_kind == BOUNDED)
    gc.disable()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(control_fd)) as control:
        bounds = rlimits.Bounds(TASKS_ALONE if walls.level == "A" else tasks, space)
        Zygote(control, module.run, directory, birth.Legacy(os.getpid(), walls, bounds)).serve()


def told() -> bytes:
    """What was written to standard input, which leads nowhere from then on."""
    with open(STDIN, "rb", closefd=False) as given:
        text = given.read()
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, STDIN)
    os.close(nowhere)
    return text
