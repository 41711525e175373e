"""Two runs at the same time, or one after the other: neither finds or disturbs the other. On a laptop it may."""

import secrets
import threading

import pytest

from grader_service.contract import Limits
from tests.attacks.levels import offered, open_workshop
from tests.grader_service.conftest import make_job

LIMITS = Limits(seconds=1, memory_mb=64)
TEST = {"call": "f()", "expected": "True"}

KEEPS = """
import os, time
def f():
    with open('answer.txt', 'w') as file: file.write(SECRET)
    print(os.getcwd(), flush=True)
    time.sleep(1.5)
    return open('answer.txt').read() == SECRET
"""
SEARCHES = """
import os, time
def f():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        for top in ('/dev/shm', '/tmp', '/', os.path.dirname(os.getcwd()), '/proc/1/root', '/proc/1/cwd'):
            for path, names, files in os.walk(top):
                names[:] = [n for n in names if top != '/' and 'attack' not in n][:50]
                for name in files:
                    if name == 'answer.txt' and path != os.getcwd():
                        try: return open(os.path.join(path, name)).read() == SECRET
                        except OSError: pass
        time.sleep(0.05)
    return False
"""
KILLS = """
import os
def f():
    own, done = os.getpid(), 0
    for pid in range(max(2, own - 60), own + 60):
        if pid in (own, os.getppid()): continue
        try:
            if b'grader_service' not in open(f'/proc/{pid}/cmdline', 'rb').read(): continue
        except OSError: pass
        else: os.kill(pid, 9)
    return True
"""
LEAVES = "import os\ndef f():\n    for name in PLACES: open(name, 'w').write('x')\n    return True\n"
FINDS = "import os\ndef f(): return any(os.path.exists(name) for name in PLACES)\n"
everywhere = pytest.mark.parametrize("level", offered())


def side_by_side(workshop, *codes):
    """Grade at the same time; the verdicts in order."""
    verdicts = {}

    def grade(number, code):
        verdicts[number] = workshop.grade(make_job(code, TEST, limits=LIMITS))

    threads = [threading.Thread(target=grade, args=pair) for pair in enumerate(codes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [verdicts[number] for number in range(len(codes))]


def secret() -> str:
    return f"SECRET = {secrets.token_hex(16)!r}\n"


@everywhere
def test_a_run_does_not_find_the_files_of_another(level, tmp_path):
    with open_workshop(level, str(tmp_path), slots=2) as workshop:
        own = secret()
        kept, searched = side_by_side(workshop, own + KEEPS, own + SEARCHES)
        assert kept.correct
        assert not searched.correct or level == "L"


@everywhere
def test_a_run_does_not_end_another(level, tmp_path):
    if level == "L":
        return  # it would end other graders of this user
    with open_workshop(level, str(tmp_path), slots=2) as workshop:
        kept, _ = side_by_side(workshop, secret() + KEEPS, KILLS)
        assert kept.correct


@everywhere
def test_a_run_finds_nothing_in_its_directory(level, tmp_path):
    names = f"PLACES = {['left.txt', '../left.txt']!r}\n"
    with open_workshop(level, str(tmp_path)) as workshop:
        workshop.grade(make_job("PLACES = ['left.txt']\n" + LEAVES, TEST, limits=LIMITS))
        for _ in range(4):
            assert workshop.grade(make_job(names + FINDS, TEST, limits=LIMITS)).status == "failed"


@everywhere
def test_a_run_leaves_nothing_for_the_next_anywhere(level, tmp_path):
    if level == "L":
        return  # a laptop's own user writes where the user may
    mark = f"pyprac-left-{secrets.token_hex(8)}"
    names = f"PLACES = {[f'{top}/{mark}' for top in ('/tmp', '/dev/shm', '/var/tmp', '..', '/', '/run')]!r}\n"
    one_by_one = "import os\ndef f():\n    for name in PLACES:\n        try: open(name, 'w').write('x')\n        except OSError: pass\n    return True\n"  # noqa: E501  one program
    with open_workshop(level, str(tmp_path)) as workshop:
        workshop.grade(make_job(names + one_by_one, TEST, limits=LIMITS))
        for _ in range(4):
            assert workshop.grade(make_job(names + FINDS, TEST, limits=LIMITS)).status == "failed"
