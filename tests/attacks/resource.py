"""Resources: `attack()` is True where it had more than a test may have. All are bounded, for where nothing holds them."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_use = partial(Attack, family="resource", aim="use", floor="L")
_shared = partial(Attack, family="resource", aim="use")

ROOM = {"L": "on a laptop a run's directory is bounded by the size of one file alone"}
TASKS = "the kernel does not count the threads of root"

_BURN = """
import time
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
    return True
"""

ATTACKS = (
    _use(
        "a fork bomb",
        exceptions={"L root": TASKS},
        code="import os, time\ndef attack():\n    for _ in range(300):\n        if os.fork() == 0:\n            time.sleep(1)\n            os._exit(0)\n    return True",
    ),
    _use(
        "a fork bomb by the kernel's own call",
        exceptions={"L root": TASKS},
        code='import time\ndef attack():\n    for _ in range(300):\n        if syscall("clone", 17, 0, 0, 0, 0) == 0:\n            time.sleep(1)\n            os._exit(0)\n    return True',
    ),
    _use(
        "a bomb of other programs",
        exceptions={"L root": TASKS},
        code="import os\ndef attack():\n    for _ in range(300): os.posix_spawn('/bin/sleep', ['sleep', '1'], {})\n    return True",
    ),
    _use(
        "a bomb of threads",
        exceptions={"L root": TASKS, "B root": TASKS, "A root": TASKS},
        code="import threading\ndef attack():\n    threading.stack_size(65536)\n    stop = threading.Event()\n    for _ in range(300): threading.Thread(target=stop.wait, args=(1,), daemon=True).start()\n    return True",
    ),
    _use(
        "zombies",
        exceptions={"L root": TASKS},
        code="import os\ndef attack():\n    for _ in range(300):\n        if os.fork() == 0: os._exit(0)\n    return True",
    ),
    _shared(
        "a child that detaches itself",
        code="import os, time\ndef attack():\n    one, other = os.pipe()\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            os.write(other, b'x')\n            time.sleep(2)\n        os._exit(0)\n    return os.read(one, 1) == b'x'",
    ),
    _use(
        "a list that grows",
        code="def attack():\n    keep = []\n    for _ in range(300): keep.append(bytearray(b'x') * 2 ** 20)\n    return True",
    ),
    _use("one large text", code="def attack(): return len('x' * (300 * 2 ** 20)) > 0"),
    _use("many small objects", code="def attack(): return len([[n] for n in range(3_000_000)]) > 0"),
    _use(
        "mapped memory",
        code="import mmap\ndef attack():\n    m = mmap.mmap(-1, 300 * 2 ** 20)\n    for n in range(0, len(m), 4096): m[n] = 1\n    return True",
    ),
    _use(
        "private mapped memory",
        code="import mmap\ndef attack():\n    m = mmap.mmap(-1, 300 * 2 ** 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n    for n in range(0, len(m), 4096): m[n] = 1\n    return True",
    ),
    _use(
        "memory of many children",
        exceptions={"L": "on a laptop the limit is one of each process"},
        code="import os, time\ndef attack():\n    for _ in range(8):\n        if os.fork() == 0:\n            keep = bytearray(b'x') * (40 * 2 ** 20)\n            time.sleep(0.3)\n            os._exit(0)\n    return all(os.wait()[1] == 0 for _ in range(8))",
    ),
    _shared(
        "files of memory",
        code='def attack():\n    for _ in range(20):\n        fd = syscall("memfd_create", b"x", 0)\n        os.write(fd, bytes(10 * 2 ** 20))\n    return True',
    ),
    _shared(
        "shared memory of System V",
        optional=True,
        code='def attack():\n    number = syscall("shmget", 0, 50 * 2 ** 20, 0o1600)\n    return syscall("shmctl", number, 0, 0) == 0',
    ),
    _shared(
        "messages of System V",
        optional=True,
        code='def attack():\n    number = syscall("msgget", 0, 0o1600)\n    return syscall("msgctl", number, 0, 0) == 0',
    ),
    _shared(
        "semaphores of System V",
        optional=True,
        code='def attack():\n    number = syscall("semget", 0, 10, 0o1600)\n    return syscall("semctl", number, 0, 0, 0) == 0',
    ),
    _shared(
        "a queue of messages",
        optional=True,
        code='def attack():\n    fd = syscall("mq_open", STAGE["mark"].encode(), 0o102, 0o600, 0)\n    syscall("mq_unlink", STAGE["mark"].encode())\n    return fd >= 0',
    ),
    _shared(
        "shared memory by name",
        optional=True,
        code="import os\nfrom multiprocessing import shared_memory\ndef attack():\n    if not os.path.isdir('/dev/shm'): raise OSError(19, 'none')\n    m = shared_memory.SharedMemory(STAGE['mark'], create=True, size=10 * 2 ** 20)\n    m.buf[:] = bytes(m.size)\n    m.close()\n    m.unlink()\n    return True",
    ),
    _shared(
        "memory that is locked",
        root=True,
        code="import mmap\nlibc.getpid()\ndef attack():\n    m = mmap.mmap(-1, 32 * 2 ** 20)\n    place = ctypes.addressof(ctypes.c_char.from_buffer(m))\n    if libc.mlock(ctypes.c_void_p(place), ctypes.c_size_t(len(m))): raise OSError(ctypes.get_errno(), 'mlock')\n    return True",
    ),
    _use("a loop", code=_BURN + "def attack(): return burn(1.2)"),
    _use(
        "a loop that catches everything",
        code=_BURN
        + "import signal\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\ndef attack():\n    while True:\n        try: return burn(1.2)\n        except BaseException: pass",
    ),
    _use(
        "a loop with signals blocked",
        code=_BURN
        + "import signal\ndef attack():\n    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n    return burn(1.2)",
    ),
    _use(
        "a loop in every thread",
        code="import hashlib, threading, time\ndef work():\n    data = bytes(2 ** 22)\n    while time.process_time() < 1.5: hashlib.sha256(data)\ndef attack():\n    ts = [threading.Thread(target=work) for _ in range(4)]\n    for t in ts: t.start()\n    for t in ts: t.join()\n    return True",
    ),
    _use(
        "a loop in every child",
        exceptions={"L": "on a laptop the CPU time of children is bounded by the wall clock alone"},
        code=_BURN
        + "import os\ndef attack():\n    for _ in range(3):\n        if os.fork() == 0: os._exit(not burn(0.25))\n    return all(os.wait()[1] == 0 for _ in range(3))",
    ),
    _use("a large power", code="def attack(): return 7 ** 2_500_000 > 0"),
    _use(
        "digits of a large integer",
        # since Python 3.12 they are found faster
        code="import sys\ndef attack():\n    sys.set_int_max_str_digits(0)\n    return len(str(3 ** (600_000 if sys.version_info < (3, 12) else 6_000_000))) > 0",
    ),
    _use(
        "a regular expression that backtracks",
        code="import re\ndef attack(): return re.match('(a*)*b', 'a' * 24) is None",
    ),
    _use("sleep", code="import time\ndef attack():\n    time.sleep(2)\n    return True"),
    _use("waiting for a lock", code="import threading\ndef attack():\n    threading.Event().wait(2)\n    return True"),
    _use(
        "waiting for input",
        telling=False,
        reason="without a terminal or pipe input is at its end at once",
        code="def attack():\n    input()\n    return True",
    ),
    _use(
        "one large file",
        code="def attack():\n    with open('f', 'wb') as f: f.write(bytes(40 * 2 ** 20))\n    return True",
    ),
    _use(
        "many large files",
        exceptions=ROOM,
        code="def attack():\n    for n in range(10):\n        with open(f'f{n}', 'wb') as f: f.write(bytes(10 * 2 ** 20))\n    return True",
    ),
    _use(
        "a sparse file",
        code="import os\ndef attack():\n    open('f', 'w').close()\n    os.truncate('f', 10 ** 10)\n    return os.path.getsize('f') == 10 ** 10",
    ),
    _use(
        "a file grown by fallocate",
        code="import os\ndef attack():\n    fd = os.open('f', os.O_CREAT | os.O_RDWR)\n    os.posix_fallocate(fd, 0, 40 * 2 ** 20)\n    return True",
    ),
    _use(
        "many small files",
        exceptions=ROOM,
        code="def attack():\n    for n in range(2_000): open(f'f{n}', 'w').close()\n    return True",
    ),
    _use(
        "a deep directory",
        exceptions=ROOM,
        code="import os\ndef attack():\n    for _ in range(2_000):\n        os.mkdir('d')\n        os.chdir('d')\n    return True",
    ),
    _use(
        "many links",
        exceptions=ROOM,
        code="import os\ndef attack():\n    for n in range(1_500): os.symlink('x' * 200, f'l{n}')\n    return True",
    ),
    _use(
        "directories that are closed",
        telling=False,
        reason="the harm would be done by failing to clean up",
        exceptions=ROOM | dict.fromkeys("AB", "it may; cleaning up copes"),
        code="import os\ndef attack():\n    os.makedirs('a/b/c')\n    for name in ('a/b/c', 'a/b', 'a', '.'): os.chmod(name, 0)\n    return True",
    ),
    _use("a flood of output", code="def attack():\n    for _ in range(2_000): print('x' * 1_000)\n    return True"),
    _use(
        "a flood of errors",
        code="import sys\ndef attack():\n    for _ in range(2_000): sys.stderr.write('x' * 1_000)\n    return True",
    ),
    _use(
        "a flood past Python",
        code="import os\ndef attack():\n    for _ in range(200): os.write(1, b'x' * 10_000)\n    return True",
    ),
    _use("descriptors", code="import os\ndef attack():\n    for _ in range(300): os.dup(0)\n    return True"),
    _shared(
        "descriptors on their way",
        code="import os, socket\ndef attack():\n    one, other = socket.socketpair()\n    for _ in range(3): socket.send_fds(one, [b'x'], [0] * 100)\n    return True",
    ),
    _shared(
        "watches of the user",
        code='def attack():\n    for _ in range(40): syscall("inotify_init1", 0)\n    return True',
    ),
    _use(
        "raises its own limits",
        code="import resource as r\ndef attack():\n    r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY,) * 2)\n    r.setrlimit(r.RLIMIT_CPU, (r.RLIM_INFINITY,) * 2)\n    return True",
        exceptions={"L root": "root raises its limits"},
    ),
    _shared(
        "has itself killed as if from outside",
        code="import resource as r\ndef attack():\n    r.setrlimit(r.RLIMIT_CPU, (20, 20))\n    return r.getrlimit(r.RLIMIT_CPU) == (20, 20)",
    ),
    _shared(
        "has itself killed by a number that is cut off",
        code='import resource as r\ndef attack():\n    syscall("prlimit64", 0, 1 << 32, struct.pack("QQ", 20, 20), 0)\n    return r.getrlimit(r.RLIMIT_CPU) == (20, 20)',
    ),
    _shared(
        "goes before others",
        root=True,
        code="import os\ndef attack():\n    os.setpriority(os.PRIO_PROCESS, 0, -10)\n    return os.getpriority(os.PRIO_PROCESS, 0) == -10",
    ),
    _shared(
        "takes a processor for itself",
        root=True,
        code="import os\ndef attack():\n    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))\n    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))\n    return True",
        optional=True,
    ),
)
