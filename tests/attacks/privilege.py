"""Privilege: becoming somebody else, leaving or building name spaces, and doors of the kernel that no beginner needs."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_get = partial(Attack, family="privilege")
_door = partial(Attack, family="privilege", optional=True)
_root = partial(Attack, family="privilege", root=True)
_root_door = partial(Attack, family="privilege", root=True, optional=True)

ATTACKS = (
    _root(
        "becomes another user", code="import os\ndef attack():\n    os.setuid(12345)\n    return os.getuid() == 12345"
    ),
    _root(
        "becomes another group", code="import os\ndef attack():\n    os.setgid(12345)\n    return os.getgid() == 12345"
    ),
    _root("joins groups", code="import os\ndef attack():\n    os.setgroups([0, 4, 6])\n    return 6 in os.getgroups()"),
    _root(
        "has capabilities",
        code='def attack():\n    data = ctypes.create_string_buffer(24)\n    syscall("capget", ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0)), data)\n    return any(struct.unpack("6I", data.raw)[place] for place in (0, 1, 3, 4))',
    ),
    _get("may gain privileges by a program", code="def attack(): return libc.prctl(39, 0, 0, 0, 0) == 0"),
    _get("is under no filter", code="def attack(): return libc.prctl(21, 0, 0, 0, 0) == 0"),
    _get(
        "runs a program that changes the user",
        code="import glob, os, stat, subprocess\ndef attack():\n    for name in ('/usr/bin/passwd', '/bin/su', '/usr/bin/su', '/bin/mount', '/usr/bin/chsh'):\n        if os.path.exists(name):\n            subprocess.run([name, '--help'], capture_output=True, stdin=subprocess.DEVNULL)\n            return True\n    raise OSError(19, 'none')",
        optional=True,
    ),
    _door(
        "makes a user name space",
        code='def attack():\n    try: return syscall("unshare", 0x10000000) == 0\n    except OSError as e: raise OSError(38 if STAGE["no_userns"] else e.errno, "unshare") from e',
    ),
    _door(
        "forks into a user name space",
        code='def attack():\n    try: pid = syscall("clone", 0x10000000 | 17, 0, 0, 0, 0)\n    except OSError as e: raise OSError(38 if STAGE["no_userns"] else e.errno, "clone") from e\n    if pid == 0: os._exit(0)\n    os.waitpid(pid, 0)\n    return True',
    ),
    _door(
        "forks into a user name space by clone3",
        code='def attack():\n    try: pid = syscall("clone3", ctypes.create_string_buffer(struct.pack("11Q", 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)), 88)\n    except OSError as e: raise OSError(38 if STAGE["no_userns"] else e.errno, "clone3") from e\n    if pid == 0: os._exit(0)\n    os.waitpid(pid, 0)\n    return True',
    ),
    _root("makes a mount name space", code='def attack(): return syscall("unshare", 0x20000) == 0'),
    _root("makes a network name space", code='def attack(): return syscall("unshare", 0x40000000) == 0'),
    _root(
        "enters the name spaces of another process",
        code='def attack():\n    fd = os.open(f"/proc/{STAGE[\'victim\']}/ns/uts", os.O_RDONLY)\n    return syscall("setns", fd, 0) == 0',
    ),
    _root_door(
        "enters name spaces by a descriptor of the process",
        code='def attack(): return syscall("setns", syscall("pidfd_open", STAGE["victim"], 0), 0x04000000) == 0',
    ),
    _root(
        "mounts a file system",
        code='def attack():\n    os.mkdir("m")\n    done = syscall("mount", b"none", b"m", b"tmpfs", 0, 0) == 0\n    syscall("umount2", b"m", 2)\n    return done',
    ),
    _root(
        "binds a directory to another place",
        code='def attack():\n    os.mkdir("m")\n    syscall("mount", STAGE["home"].encode(), b"m", 0, 4096, 0)\n    try: return proof(open("m/secret.txt", "rb").read())\n    finally: syscall("umount2", b"m", 2)',
    ),
    _root_door("opens a file system", code='def attack(): return syscall("fsopen", b"tmpfs", 0) >= 0'),
    _root_door(
        "makes a file system and mounts it",
        code='def attack():\n    fd = syscall("fsopen", b"tmpfs", 0)\n    syscall("fsconfig", fd, 6, 0, 0, 0)\n    return syscall("fsmount", fd, 0, 0) >= 0',
    ),
    _root_door(
        "clones a tree of mounts",
        code='def attack():\n    fd = syscall("open_tree", -100, STAGE["home"].encode(), 1)\n    return proof(os.read(os.open("secret.txt", os.O_RDONLY, dir_fd=fd), 32))',
    ),
    _root_door("picks a file system", code='def attack(): return syscall("fspick", -100, b"/", 0) >= 0'),
    _root_door(
        "changes a tree of mounts",
        code='def attack():\n    fd = syscall("open_tree", -100, STAGE["home"].encode(), 1)\n    return syscall("mount_setattr", fd, b"", 0x1000, ctypes.create_string_buffer(struct.pack("4Q", 8, 0, 0, 0)), 32) == 0',
    ),
    _root(
        "changes the root",
        code='def attack():\n    syscall("unshare", 0x20000)\n    syscall("mount", 0, b"/", 0, 0x44000, 0)\n    os.mkdir("m")\n    syscall("mount", b"none", b"m", b"tmpfs", 0, 0)\n    os.mkdir("m/old")\n    return syscall("pivot_root", b"m", b"m/old") == 0',
    ),
    _root(
        "names the machine",
        code="import socket\ndef attack():\n    socket.sethostname(socket.gethostname())\n    return True",
    ),
    _door(
        "keeps a key in the kernel",
        code='def attack(): return syscall("add_key", b"user", STAGE["mark"].encode(), b"x", 1, -2) > 0',
    ),
    _door("makes a ring of keys", code='def attack(): return syscall("keyctl", 1, STAGE["mark"].encode()) > 0'),
    _door("asks for its ring of keys", code='def attack(): return syscall("keyctl", 0, -2, 1) > 0'),
    _root_door(
        "loads a map of bpf",
        code='def attack(): return syscall("bpf", 0, ctypes.create_string_buffer(struct.pack("5I", 2, 4, 4, 1, 0) + bytes(100)), 72) >= 0',
    ),
    _door(
        "makes a ring of io_uring",
        code='def attack():\n    try: return syscall("io_uring_setup", 2, ctypes.create_string_buffer(120)) >= 0\n    except OSError as e: raise OSError(38 if STAGE["uring_off"] else e.errno, "io_uring") from e',
    ),
    _root_door(
        "counts events of the processor",
        code='def attack(): return syscall("perf_event_open", ctypes.create_string_buffer(struct.pack("IIQ", 1, 112, 0) + bytes(100)), 0, -1, -1, 0) >= 0',
    ),
    _door("handles faults of its own pages", code='def attack(): return syscall("userfaultfd", 1) >= 0'),
    _door(
        "hides memory from the kernel",
        code='def attack():\n    try: return syscall("memfd_secret", 0) >= 0\n    except OSError as e: raise OSError(38 if e.errno == 38 else e.errno, "secret") from e',
    ),
    _door(
        "changes its descriptors of segments",
        code='def attack():\n    if MACHINE != "x86_64": raise OSError(38, "no")\n    return syscall("modify_ldt", 0, ctypes.create_string_buffer(64), 64) >= 0',
    ),
    _root_door(
        "speaks to ports",
        code='def attack():\n    if MACHINE != "x86_64": raise OSError(38, "no")\n    return syscall("iopl", 3) == 0',
    ),
    _get(
        "turns off the shuffling of memory",
        code='def attack():\n    syscall("personality", 0x0040000)\n    return syscall("personality", 0xffffffff) & 0x0040000 != 0',
    ),
    _root(
        "types at its terminal",
        optional=True,
        code="""
import fcntl, os
def attack():
    try: master, slave = os.openpty()
    except OSError as e: raise OSError(19 if e.errno == 2 and STAGE["no_pty"] else e.errno, "pty") from e
    fcntl.ioctl(slave, 0x5412, b"x")
    return True
""",
    ),
    _root(
        "loads a module into the kernel",
        telling=False,
        reason="a module that loads would change the machine",
        code='def attack():\n    try: syscall("init_module", 0, 0, b"")\n    except OSError as e: return e.errno not in (1, 13, 38)',
    ),
    _root(
        "starts another kernel",
        telling=False,
        reason="the call that works ends the machine",
        code='def attack():\n    try: syscall("reboot", 0, 0, 0, 0)\n    except OSError as e: return e.errno not in (1, 13, 38)',
    ),
    _root_door(
        "keeps accounts of processes",
        telling=False,
        reason="it would change a setting of the whole machine",
        code='def attack():\n    try: syscall("acct", b"/nonexistent/file")\n    except OSError as e: return e.errno not in (1, 13, 38)',
    ),
)
