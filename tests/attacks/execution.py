"""Execution: other programs, and code that the interpreter did not bring along."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_get = partial(Attack, family="execution")
_door = partial(Attack, family="execution", optional=True)

ELF = r"""
import os
def elf():
    code = b"\xb8\x3c\0\0\0\xbf\x07\0\0\0\x0f\x05" if MACHINE == "x86_64" else b"\xe0\0\x80\xd2\xa8\x0b\x80\xd2\x01\0\0\xd4"
    machine, base, size = (62 if MACHINE == "x86_64" else 183), 0x400000, 120 + len(code)
    head = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\2\1\1", 2, machine, 1, base + 120, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    return head + struct.pack("<IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000) + code
libc.getpid()
def seven(start):
    pid = os.fork()
    if pid == 0:
        try: start()
        finally: os._exit(9)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
"""

SHELLCODE = r"""
libc.getpid()
CODE = b"\xb8\x2a\0\0\0\xc3" if MACHINE == "x86_64" else b"\x40\x05\x80\x52\xc0\x03\x5f\xd6"
def mapped(prot, flags=0x22, fd=-1):
    place = libc.mmap(None, ctypes.c_size_t(4096), prot, flags, fd, ctypes.c_long(0))
    if place in (None, 2 ** 64 - 1): raise OSError(ctypes.get_errno(), "mmap")
    return place
def calls(place): return ctypes.CFUNCTYPE(ctypes.c_int)(place)()
"""

ATTACKS = (
    _get(
        "runs a program from memory",
        code=ELF
        + 'def attack():\n    fd = syscall("memfd_create", b"x", 0)\n    os.write(fd, elf())\n    return seven(lambda: os.execve(fd, ["x"], {}))',
    ),
    _get(
        "runs a program from memory without a path",
        code=ELF
        + 'def attack():\n    fd = syscall("memfd_create", b"x", 0)\n    os.write(fd, elf())\n    return seven(lambda: syscall("execveat", fd, b"", 0, 0, 0x1000))',
    ),
    _get(
        "runs a program that it wrote",
        code=ELF
        + 'def attack():\n    with open("own", "wb") as f: f.write(elf())\n    os.chmod("own", 0o700)\n    return seven(lambda: os.execv("./own", ["own"]))',
    ),
    _get(
        "runs a program that it wrote by the loader",
        code=ELF
        + 'import glob\ndef attack():\n    loader = [*glob.glob("/lib64/ld-linux*"), *glob.glob("/lib/ld-linux*"), *glob.glob("/lib/ld-musl*")][0]\n    return seven(lambda: os.execv(loader, [loader, "--help"])) or seven(lambda: (os.dup2(os.open("/dev/null", 1), 1), os.execv("/bin/sh", ["sh", "-c", loader + " --help && exit 7"])))',
    ),
    _get(
        "starts a shell",
        code='import subprocess\ndef attack(): return subprocess.run(["/bin/sh", "-c", "exit 7"]).returncode == 7',
    ),
    _get(
        "spawns a shell",
        code='import os\ndef attack(): return os.waitpid(os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], {}), 0)[1] == 7 << 8',
    ),
    _get(
        "starts another interpreter",
        code='import subprocess, sys\ndef attack(): return subprocess.run([sys.executable, "-c", "exit(7)"]).returncode == 7',
    ),
    _get(
        "becomes a shell",
        code='import os\ndef attack():\n    if os.fork() == 0: os.execv("/bin/sh", ["sh", "-c", "exit 7"])\n    return os.waitstatus_to_exitcode(os.wait()[1]) == 7',
    ),
    _get(
        "has writable code",
        code=SHELLCODE
        + "def attack():\n    place = mapped(7)\n    ctypes.memmove(place, CODE, len(CODE))\n    return calls(place) == 42",
    ),
    _get(
        "makes written memory code",
        code=SHELLCODE
        + 'def attack():\n    place = mapped(3)\n    ctypes.memmove(place, CODE, len(CODE))\n    syscall("mprotect", place, 4096, 5)\n    return calls(place) == 42',
    ),
    _get(
        "makes code writable",
        code=SHELLCODE
        + 'def attack():\n    place = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095\n    syscall("mprotect", place, 4096, 7)\n    return True',
    ),
    _get(
        "maps a file of memory as code",
        code=SHELLCODE
        + 'def attack():\n    fd = syscall("memfd_create", b"x", 0)\n    os.write(fd, CODE.ljust(4096))\n    return calls(mapped(5, 2, fd)) == 42',
    ),
    _get(
        "maps a file that it wrote as code",
        code=SHELLCODE
        + 'def attack():\n    with open("code", "wb") as f: f.write(CODE.ljust(4096))\n    return calls(mapped(5, 2, os.open("code", os.O_RDONLY))) == 42',
    ),
    _get(
        "writes over its own code by /proc",
        code=SHELLCODE
        + 'def attack():\n    place = ctypes.cast(libc.getpid, ctypes.c_void_p).value\n    with open("/proc/self/mem", "r+b", 0) as f:\n        f.seek(place)\n        f.write(CODE)\n    return libc.getpid() == 42',
    ),
    _door(
        "asks the kernel as a program of 32 bits",
        code=SHELLCODE
        + r"""
def attack():
    if MACHINE != "x86_64": raise OSError(38, "no")
    code = b"\x53\xb8\x14\0\0\0\xcd\x80\x5b\xc3"
    place = mapped(7)
    ctypes.memmove(place, code, len(code))
    return calls(place) == os.getpid()
""",
    ),
    _door(
        "asks the kernel as a program of x32",
        code='def attack():\n    if MACHINE != "x86_64": raise OSError(38, "no")\n    return syscall(0x40000000 | 39) == os.getpid()',
    ),
)
