"""A run leaves nothing behind: no process, file, descriptor or directory."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from grader_service.contract import Limits
from grader_service.sandbox import processes
from tests.services.waiting import wait_until

TEST = {"call": "answer()", "expected": "a value of its own"}


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def children_of(pid: int) -> set[int]:
    found = set()
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{pid}/task").iterdir():
            found |= set(map(int, (task / "children").read_text().split()))
    return found


def descendants(pid: int) -> set[int]:
    direct = children_of(pid)
    return direct.union(*map(descendants, direct)) if direct else set()


SPARES = 4  # of a workshop of two slots

LEFTOVERS = {
    "a daemon": """
import os, time
def answer():
    if not os.fork():
        os.setsid()
        if not os.fork(): time.sleep(1000)
        os._exit(0)
    return 1
""",
    "children that ignore signals": """
import os, signal, time
def answer():
    for _ in range(5):
        if not os.fork():
            for s in range(1, 65):
                try: signal.signal(s, signal.SIG_IGN)
                except (OSError, ValueError): pass
            time.sleep(1000)
    return 1
""",
    "zombies": """
import os
def answer():
    for _ in range(20):
        if not os.fork(): os._exit(0)
    return 1
""",
    "a deep directory": """
import os
def answer():
    for _ in range(2000):
        os.mkdir('d')
        os.chdir('d')
    return 1
""",
    "closed directories": """
import os
def answer():
    os.makedirs('a/b/c')
    os.chmod('a/b', 0)
    os.chmod('a', 0)
    os.chmod('.', 0)
    return 1
""",
    "many files and links": """
import os
def answer():
    for n in range(500):
        open(f'f{n}', 'w').close()
        os.symlink('/', f'l{n}')
    return 1
""",
}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
@pytest.mark.parametrize("code", LEFTOVERS.values(), ids=LEFTOVERS.keys())
def test_nothing_is_left_behind(bare_workshop, grade_bare, code):
    grade_bare("def answer(): return 1", TEST)
    bare_workshop.refill()
    guests = bare_workshop.room.guests
    zygote = guests._zygote._process.pid
    wait_until(lambda: len(guests._spares) == len(descendants(zygote)) == SPARES)
    before = open_files()
    grade_bare(code, TEST, limits=Limits(0.3, 256))
    assert not grade_bare("def answer(): return 1", TEST).correct
    wait_until(lambda: len(descendants(zygote)) <= SPARES)
    wait_until(lambda: open_files() <= before)


DAEMON = """
import os, time
def answer():
    end, of_child = os.pipe()
    if not os.fork():
        os.setsid()
        daemon = os.fork()
        if not daemon: time.sleep(1000)
        os.write(of_child, b'%d' % daemon)  # not by the daemon: as an orphan it may be ended before its run is
        os._exit(0)
    print(os.read(end, 20).decode())
    return 1
"""


def test_a_daemon_is_gone_with_its_run(grade_bare):
    pid = int(grade_bare(DAEMON, TEST).stdout.split()[0])
    wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_the_working_directories_are_removed(grade_bare):
    grade_bare(LEFTOVERS["a deep directory"], TEST)
    root = Path(processes.SHARED_MEMORY if os.access(processes.SHARED_MEMORY, os.W_OK) else "/tmp")
    mine = [path for path in root.glob("pyprac-run-*") if path.stat().st_uid == os.getuid()]
    assert mine
    wait_until(lambda: all(len(list(path.iterdir())) <= SPARES for path in mine if path.exists()))
