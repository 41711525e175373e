"""Processes: signals to others, looking into them and steering them. The victim is one that the stage has started."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_reach = partial(Attack, family="processes")
_harm = partial(Attack, family="processes", effect=True)
_V = 'STAGE["victim"]'

ATTACKS = (
    _harm("kills another process", code=f"import os\ndef attack(): os.kill({_V}, 9)"),
    _harm("kills another process' group", code=f"import os\ndef attack(): os.killpg({_V}, 9)"),
    _harm("stops another process", code=f"import os, signal\ndef attack(): os.kill({_V}, signal.SIGSTOP)"),
    _harm("kills by tkill", code=f'def attack(): syscall("tkill", {_V}, 9)'),
    _harm("kills by tgkill", code=f'def attack(): syscall("tgkill", {_V}, {_V}, 9)'),
    _harm(
        "kills by a queued signal",
        code=f'def attack(): syscall("rt_sigqueueinfo", {_V}, 15, ctypes.create_string_buffer(struct.pack("iii", 15, 0, -1) + bytes(116)))',
    ),
    _harm(
        "kills by a descriptor of the process",
        optional=True,
        code=f'def attack(): syscall("pidfd_send_signal", syscall("pidfd_open", {_V}, 0), 9, 0, 0)',
    ),
    _harm(
        "kills by way of a pipe that is ready",
        code=f"""
import fcntl, os, signal, socket
def attack():
    one, other = os.pipe()
    fcntl.fcntl(one, 8, {_V})
    fcntl.fcntl(one, 10, signal.SIGTERM)
    fcntl.fcntl(one, fcntl.F_SETFL, fcntl.fcntl(one, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(other, b"x")
""",
    ),
    _reach(
        "may signal its parent",
        code="import os, signal\ndef attack():\n    parent = os.getppid()\n    if parent: os.kill(parent, signal.SIGWINCH)\n    return parent > 0",
    ),
    _reach(
        "may signal its parent's group",
        code="import os, signal\ndef attack():\n    parent = os.getppid()\n    if parent: os.killpg(os.getpgid(parent), 0)\n    return parent > 0",
    ),
    _reach("may signal everybody", code="import os\ndef attack(): return os.kill(-1, 0) is None"),
    _reach(
        "finds others by their numbers",
        code="import os\ndef attack():\n    own, found = os.getpid(), 0\n    for pid in {*range(max(2, own - 400), own + 400), STAGE['victim']} - {own}:\n        try: os.kill(pid, 0)\n        except OSError: continue\n        found += 1\n    return found > 0",
    ),
    _reach("seizes another process", code=f'def attack(): return syscall("ptrace", 0x4206, {_V}, 0, 0) == 0'),
    _reach(
        "attaches to another process",
        code=f'def attack():\n    done = syscall("ptrace", 16, {_V}, 0, 0) == 0\n    os.waitpid({_V}, 0x40000000)\n    syscall("ptrace", 17, {_V}, 0, 0)\n    return done',
    ),
    _reach(
        "seizes its parent",
        code='def attack(): return os.getppid() > 0 and syscall("ptrace", 0x4206, os.getppid(), 0, 0) == 0',
    ),
    _reach(
        "reads the memory of another process",
        code=f"""
def attack():
    text = ctypes.create_string_buffer(32)
    here = ctypes.create_string_buffer(struct.pack("QQ", ctypes.addressof(text), 32))
    there = ctypes.create_string_buffer(struct.pack("QQ", STAGE["address"], 32))
    syscall("process_vm_readv", {_V}, here, 1, there, 1, 0)
    return proof(text.raw)
""",
    ),
    _reach(
        "writes the memory of another process",
        code=f"""
def attack():
    text = ctypes.create_string_buffer(b"x" * 8)
    here = ctypes.create_string_buffer(struct.pack("QQ", ctypes.addressof(text), 8))
    there = ctypes.create_string_buffer(struct.pack("QQ", STAGE["address"] + 64, 8))
    return syscall("process_vm_writev", {_V}, here, 1, there, 1, 0) == 8
""",
    ),
    _reach(
        "takes a descriptor of another process",
        optional=True,
        code=f"""
def attack():
    fd = syscall("pidfd_getfd", syscall("pidfd_open", {_V}, 0), STAGE["victim_fd"], 0)
    return proof(os.pread(fd, 32, 0))
""",
    ),
    _reach(
        "opens a descriptor of its parent's process",
        optional=True,
        code='def attack(): return os.getppid() > 0 and syscall("pidfd_open", os.getppid(), 0) >= 0',
    ),
    _reach(
        "learns the limits of another process",
        code=f"import resource\ndef attack(): return len(resource.prlimit({_V}, resource.RLIMIT_NOFILE)) == 2",
    ),
    _harm(
        "lowers the limits of another process",
        code=f"import resource\ndef attack(): resource.prlimit({_V}, resource.RLIMIT_NOFILE, (9, 9))",
    ),
    _harm("makes another process nicer", code=f"import os\ndef attack(): os.setpriority(os.PRIO_PROCESS, {_V}, 7)"),
    _harm(
        "binds another process to a processor",
        code=f"import os\ndef attack(): os.sched_setaffinity({_V}, [min(os.sched_getaffinity({_V}))])",
    ),
    _harm(
        "schedules another process",
        code=f"import os\ndef attack(): os.sched_setscheduler({_V}, os.SCHED_BATCH, os.sched_param(0))",
    ),
    _reach(
        "lowers the disk priority of another process",
        optional=True,
        code=f'def attack(): return syscall("ioprio_set", 1, {_V}, 3 << 13) == 0',
    ),
    _harm(
        "has another process killed first where memory is short",
        code=f'def attack(): return open(f"/proc/{{{_V}}}/oom_score_adj", "w").write("700")'.replace(
            'STAGE["victim"]', "STAGE['victim']"
        ),
    ),
    _reach(
        "compares itself with another process",
        optional=True,
        code=f'def attack(): return syscall("kcmp", os.getpid(), {_V}, 1, 0, 0) >= 0',
    ),
    _reach(
        "asks where the pages of another process are",
        optional=True,
        code=f'def attack(): return syscall("move_pages", {_V}, 0, 0, 0, 0, 0) >= 0',
    ),
    _reach(
        "asks for the locks of another process",
        code=f'def attack():\n    head, size = ctypes.c_void_p(), ctypes.c_size_t()\n    return syscall("get_robust_list", {_V}, ctypes.byref(head), ctypes.byref(size)) == 0',
    ),
    _reach(
        "measures another process",
        optional=True,
        code=f"""
def attack():
    event = ctypes.create_string_buffer(struct.pack("IIQQQQQ", 1, 112, 1, 0, 0, 0, 0x61) + bytes(64))
    return syscall("perf_event_open", event, {_V}, -1, -1, 0) >= 0
""",
    ),
    _reach(
        "reads another process' clock",
        code=f"import time\ndef attack(): return time.clock_gettime((~{_V} << 3) | 2) >= 0",
        exceptions={
            "B": "clocks of processes are no secret, and a filter that refuses clock_gettime would break programs"
        },
    ),
    _reach(
        "writes the memory of another process by /proc",
        code="def attack():\n    with open(f'/proc/{STAGE[\"victim\"]}/mem', 'r+b', 0) as f:\n        f.seek(STAGE['address'] + 64)\n        return f.write(b'x' * 8) == 8",
    ),
)
