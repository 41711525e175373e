"""After hundreds of runs of every sort the machine is as it was, and so are the processes that grade.

`RUNS=10000` in the environment, with `--timeout=0`, makes it thousands.
"""

# ruff: noqa: E501  programs of a test stay on one line

import os
from pathlib import Path

import psutil
import pytest

from grader_service.contract import Limits
from tests.attacks.levels import offered, open_workshop
from tests.attacks.machine import Machine
from tests.grader_service.conftest import make_job

RUNS = int(os.environ.get("RUNS", "300"))
WARM = 60
GROWTH = 16 * 1024 * 1024
TEST = {"call": "f()", "expected": "1"}
SHORT = Limits(seconds=0.2, memory_mb=64)

SORTS = (
    "def f(): return 1",
    "def f(): return 2",
    "def f(): raise ValueError('x' * 1000)",
    "def f(): return [object() for _ in range(500)]",
    "import os\ndef f(): os._exit(0)",
    "import os\nos._exit(1)",
    "def f(",
    "def f():\n    for n in range(30): open(f'f{n}', 'w').write('x' * 1000)\n    return 1",
    "import os\ndef f():\n    os.makedirs('a/b/c')\n    os.symlink('/', 'a/link')\n    os.chmod('a', 0)\n    return 1",
    "import threading, time\ndef f():\n    for _ in range(5): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n    return 1",
    "import os, time\ndef f():\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(9)\n    return 1",
    "import os\ndef f():\n    os.closerange(0, 64)\n    return 1",
    "def f():\n    print('x' * 10 ** 6)\n    return 1",
    "def f(): return bytearray(10 ** 9)",
    "import ctypes\ndef f(): ctypes.string_at(0)",
)


def memory_of_graders() -> int:
    """Bytes of this process and of the zygotes below it."""
    own = psutil.Process()
    return sum(process.memory_info().rss for process in (own, *own.children()))


@pytest.mark.parametrize("level", offered())
def test_many_runs_leave_nothing_behind(level, tmp_path):
    scratch = str(tmp_path) if level == "B" else None
    with open_workshop(level, scratch) as workshop:
        run = [workshop.grade(make_job(SORTS[n % len(SORTS)], TEST, limits=SHORT)) for n in range(WARM)]
        assert "system" not in {verdict.status for verdict in run}
        machine, memory = Machine(workshop), memory_of_graders()
        with machine:
            for number in range(RUNS):
                code = SORTS[number % len(SORTS)]
                verdict = workshop.grade(make_job(code, TEST, limits=SHORT))
                assert verdict.status != "system", (code, verdict)
                assert code != SORTS[0] or verdict.correct
            assert machine.faults() == []
        assert memory_of_graders() - memory < GROWTH
        assert not scratch or not any(Path(scratch).rglob("f0"))


def test_a_workshop_that_was_used_leaves_no_process_and_no_descriptor():
    before = len(os.listdir("/proc/self/fd")), len(psutil.Process().children(recursive=True))  # noqa: PTH208  a count
    with open_workshop("L") as workshop:
        for code in SORTS[:4]:
            workshop.grade(make_job(code, TEST, limits=SHORT))
    assert (len(os.listdir("/proc/self/fd")), len(psutil.Process().children(recursive=True))) <= before  # noqa: PTH208  a count
