"""Two runs at the same time, or one after the other: neither finds or disturbs the other. On a laptop it may."""

# ruff: noqa: E501  programs of a test stay on one line

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
LIBRARY = """
import ctypes, fcntl, mmap, os, struct, time
fd = os.open(os.path.join(os.path.dirname(os.__file__), 'turtle.py'), os.O_RDONLY)
def watch(look):
    end = time.monotonic() + 1.3
    while time.monotonic() < end:
        if (found := look()) is not None: return found
        time.sleep(0.005)
"""
MEMORY = """
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
place = libc.mmap(None, 65536, mmap.PROT_READ, mmap.MAP_SHARED, fd, 0)
call = {'x86_64': 202, 'aarch64': 98}.get(os.uname().machine, -1)
def futex(number, operation, value, seconds=None):
    until = seconds and struct.pack('qq', 0, seconds)
    return libc.syscall(call, ctypes.c_void_p(place + 4 * number), operation, value, until, None, 0)
"""
PAGES = """
def present(number):
    try: return os.preadv(fd, [bytearray(1)], 4096 * number, os.RWF_NOWAIT) == 1
    except BlockingIOError: return False
    except (AttributeError, OSError): return True
"""
CHANNELS = {
    "a lock of bytes": (
        "def f(number):\n    fcntl.lockf(fd, fcntl.LOCK_SH, 1, number)\n    time.sleep(1.3)\n",
        "def look():\n    got = fcntl.fcntl(fd, fcntl.F_GETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))\n    kind, _, start, *_ = struct.unpack('hhqqi4x', got)\n    return None if kind == fcntl.F_UNLCK else start\n",
    ),
    "a lock of files": (
        "names = sorted(os.listdir(os.path.dirname(os.__file__)))\ndef f(number):\n    held = os.open(os.path.join(os.path.dirname(os.__file__), names[number]), os.O_RDONLY)\n    fcntl.flock(held, fcntl.LOCK_EX)\n    time.sleep(1.3)\n",
        "names = sorted(os.listdir(os.path.dirname(os.__file__)))\ndef look():\n    for number in range(16):\n        held = os.open(os.path.join(os.path.dirname(os.__file__), names[number]), os.O_RDONLY)\n        try: fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)\n        except BlockingIOError: return number\n        finally: os.close(held)\n",
    ),
    "names of files in a directory beside": (
        "def f(number):\n    open(f'told{number}', 'w').close()\n    time.sleep(1.3)\n",
        "place, name = os.path.split(os.getcwd())\nnear = range(int(name) - 9, int(name) + 9) if name.isdecimal() else ()\ndef look(): return next((number for other in near for number in range(16) if os.path.exists(f'{place}/{other}/told{number}')), None)\n",
    ),
    "a futex in a file": (
        MEMORY + "def f(number):\n    held = ctypes.c_uint32.from_address(place + 4 * number).value\n    for _ in range(13): futex(number, 0, held, 100_000_000)\n",
        MEMORY + "def look(): return next((number for number in range(16) if futex(number, 1, 1) > 0), None)\n",
    ),
    "the end of a thread": (
        MEMORY + "stack = ctypes.create_string_buffer(65536)\ntop = ctypes.c_void_p((ctypes.addressof(stack) + 65536) & ~15)\nends = ctypes.cast(libc.getppid, ctypes.c_void_p)\ndef f(number):\n    for _ in range(1300):\n        libc.clone(ends, top, 0x250F00, None, None, None, ctypes.c_void_p(place + 4 * number))\n        time.sleep(0.001)\n",
        MEMORY + "def look():\n    for number in range(16):\n        held = ctypes.c_uint32.from_address(place + 4 * number).value\n        if futex(number, 0, held, 5_000_000) == 0: return number\n",
    ),
    "what is held of a file": (
        PAGES + "def f(number):\n    for _ in range(100):\n        os.posix_fadvise(fd, 4096 * number, 4096, os.POSIX_FADV_DONTNEED)\n        time.sleep(0.01)\n",
        PAGES + "os.pread(fd, 65536, 0)\ndef look(): return next((number for number in range(16) if not present(number)), None)\n",
    ),
}  # fmt: skip
"""How a submission tells another what it was given: by files that both may read. The one tells, the other looks."""

everywhere = pytest.mark.parametrize("level", offered())


def side_by_side(workshop, *codes, tests=(TEST, TEST)):
    """Grade at the same time; the verdicts in order."""
    verdicts = {}

    def grade(number, code, test):
        verdicts[number] = workshop.grade(make_job(code, test, limits=LIMITS))

    threads = [
        threading.Thread(target=grade, args=(number, *pair))
        for number, pair in enumerate(zip(codes, tests, strict=True))
    ]
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
    one_by_one = "import os\ndef f():\n    for name in PLACES:\n        try: open(name, 'w').write('x')\n        except OSError: pass\n    return True\n"
    with open_workshop(level, str(tmp_path)) as workshop:
        workshop.grade(make_job(names + one_by_one, TEST, limits=LIMITS))
        for _ in range(4):
            assert workshop.grade(make_job(names + FINDS, TEST, limits=LIMITS)).status == "failed"


@everywhere
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_hidden_test_of_a_run_is_not_told_to_another(level, channel, tmp_path):
    if level == "L":
        return  # on one's own computer hidden tests are no secret
    tells, looks = CHANNELS[channel]
    number = 2 + secrets.randbelow(14)
    hidden = {"call": f"f({number})", "expected": "None", "hidden": True}
    told = {"call": "watch(look)", "expected": str(number)}
    with open_workshop(level, str(tmp_path), slots=2) as workshop:
        _, heard = side_by_side(workshop, LIBRARY + tells, LIBRARY + looks, tests=(hidden, told))
        assert not heard.correct
        assert heard.status in {"failed", "error"}
