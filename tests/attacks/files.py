"""Files: reading what is not the run's, writing outside of it, and every way round a path."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_read = partial(Attack, family="files")
_write = partial(Attack, family="files", effect=True)

ATTACKS = (
    _read("reads a file of its user", code='def attack(): return proof(open(STAGE["secret"], "rb").read())'),
    _read(
        "reads it by climbing up from its directory",
        code='def attack(): return proof(open("../" * 30 + STAGE["secret"][1:], "rb").read())',
    ),
    _read(
        "lists a directory of its user",
        code='import os\ndef attack(): return "secret.txt" in os.listdir(STAGE["home"])',
    ),
    _read(
        "sees that a file is there",
        exceptions={"B": "names of the host stay visible without a private file system"},
        code='import os\ndef attack(): return os.stat(STAGE["secret"]).st_size == 32',
    ),
    _read("reads /etc/passwd", code='def attack(): return b"root:" in open("/etc/passwd", "rb").read()'),
    _read("reads /etc/shadow", root=True, code='def attack(): return b"root:" in open("/etc/shadow", "rb").read()'),
    _read("reads /proc/version", code='def attack(): return b"Linux" in open("/proc/version", "rb").read()'),
    _read(
        "lists the processes of the machine",
        code='import os\ndef attack(): return str(STAGE["victim"]) in os.listdir("/proc")',
    ),
    _read(
        "reads the environment of another process",
        code='def attack(): return b"ATTACKED=" in open(f"/proc/{STAGE[\'victim\']}/environ", "rb").read()',
    ),
    _read(
        "reads the memory of another process by /proc",
        code='def attack():\n    with open(f"/proc/{STAGE[\'victim\']}/mem", "rb", 0) as f:\n        f.seek(STAGE["address"])\n        return proof(f.read(32))',
    ),
    _read(
        "opens a descriptor of another process",
        code="def attack():\n    with open(f\"/proc/{STAGE['victim']}/fd/{STAGE['victim_fd']}\", \"rb\") as f:\n        f.seek(0)\n        return proof(f.read())",
    ),
    _read(
        "goes through the root of another process",
        code="def attack(): return proof(open(f\"/proc/{STAGE['victim']}/root{STAGE['secret']}\", \"rb\").read())",
    ),
    _read(
        "reads the command line of its parent",
        code='import os\ndef attack(): return len(open(f"/proc/{os.getppid() or 1}/cmdline", "rb").read()) > 0 and os.getppid() > 1',
    ),
    _read(
        "reads through a symbolic link",
        code='import os\ndef attack():\n    os.symlink(STAGE["secret"], "link")\n    return proof(open("link", "rb").read())',
    ),
    _read(
        "reads through a link to a directory",
        code='import os\ndef attack():\n    os.symlink(STAGE["home"], "way")\n    return proof(open("way/secret.txt", "rb").read())',
    ),
    _read(
        "reads through a hard link",
        code='import os\ndef attack():\n    os.link(STAGE["secret"], "hard")\n    return proof(open("hard", "rb").read())',
    ),
    _read(
        "changes into a directory and reads there",
        code='import os\ndef attack():\n    os.chdir(STAGE["home"])\n    return proof(open("secret.txt", "rb").read())',
    ),
    _read(
        "reads a descriptor that was left open",
        code="import os\ndef attack():\n    for fd in range(3, 256):\n        try: data = os.pread(fd, 32, 0)\n        except OSError: continue\n        if proof(data): return True",
    ),
    _read(
        "opens below a directory that was left open",
        code='import os\ndef attack():\n    for fd in range(3, 256):\n        try: there = os.open("secret.txt", os.O_RDONLY, dir_fd=fd)\n        except OSError: continue\n        return proof(os.read(there, 32))',
    ),
    _read(
        "reads another run's directory",
        code='import glob\ndef attack():\n    for name in glob.glob("/dev/shm/pyprac-run-*/*/*") + glob.glob("/tmp/pyprac-run-*/*/*"):\n        try: data = open(name, "rb").read()\n        except OSError: continue\n        if proof(data): return True',
    ),
    _read(
        "reads a variable of the grader's environment",
        code='import os\ndef attack(): return proof(os.environ["PYPRAC_REDIS_URL"].encode())',
    ),
    _read(
        "imports a module from elsewhere",
        code='import sys\ndef attack():\n    sys.path.insert(0, STAGE["home"])\n    import planted\n    return proof(planted.SECRET)',
    ),
    _read(
        "has another program read",
        code='import subprocess\ndef attack(): return proof(subprocess.run(["/bin/cat", STAGE["secret"]], capture_output=True).stdout)',
    ),
    _read(
        "has a shell read",
        code='import os\ndef attack():\n    with os.popen("cat " + STAGE["secret"]) as shell: return proof(shell.read().encode())',
    ),
    _read(
        "opens a database elsewhere",
        code='import sqlite3\ndef attack(): return proof(sqlite3.connect(STAGE["database"]).execute("select secret from it").fetchone()[0].encode())',
    ),
    _read(
        "maps a file of its user",
        code='import mmap, os\ndef attack():\n    fd = os.open(STAGE["secret"], os.O_RDONLY)\n    return proof(mmap.mmap(fd, 32, prot=mmap.PROT_READ)[:])',
    ),
    _read(
        "opens by openat2",
        optional=True,
        code='def attack():\n    how = ctypes.create_string_buffer(struct.pack("QQQ", 0, 0, 0))\n    return proof(os.read(syscall("openat2", -100, STAGE["secret"].encode(), how, 24), 32))',
    ),
    _read(
        "opens by a handle instead of a path",
        root=True,
        optional=True,
        code="""
def attack():
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    syscall("name_to_handle_at", -100, STAGE["secret"].encode(), handle, ctypes.byref(mount), 0)
    there = os.open(STAGE["home"], os.O_RDONLY)
    return proof(os.read(syscall("open_by_handle_at", there, handle, os.O_RDONLY), 32))
""",
    ),
    _read(
        "escapes by chroot",
        root=True,
        code='import os\ndef attack():\n    os.mkdir("jail")\n    here = os.open(".", os.O_RDONLY)\n    os.chroot("jail")\n    os.fchdir(here)\n    for _ in range(40): os.chdir("..")\n    os.chroot(".")\n    return proof(open(STAGE["secret"], "rb").read())',
    ),
    _read(
        "makes a device",
        root=True,
        code='import os, stat\ndef attack():\n    os.mknod("zero", 0o600 | stat.S_IFCHR, os.makedev(1, 5))\n    return open("zero", "rb").read(2) == bytes(2)',
    ),
    _read(
        "reads the disk itself",
        root=True,
        optional=True,
        code='import os, stat\ndef attack():\n    for name in os.listdir("/dev"):\n        try:\n            if stat.S_ISBLK(os.stat("/dev/" + name).st_mode) and len(open("/dev/" + name, "rb").read(512)) == 512: return True\n        except OSError: continue\n    raise OSError(19, "no disk")',
    ),
    _read(
        "reads the log of the kernel",
        root=True,
        code='def attack():\n    text = ctypes.create_string_buffer(4096)\n    return syscall("syslog", 3, text, 4096) > 0',
    ),
    _read(
        "opens the library for writing",
        root=True,
        code="import os, json\ndef attack():\n    os.close(os.open(json.__file__, os.O_WRONLY))\n    return True",
    ),
    _read(
        "opens the grader's code for writing",
        root=True,
        code="import os, msgpack\ndef attack():\n    os.close(os.open(msgpack.__file__, os.O_WRONLY))\n    return True",
    ),
    _read(
        "makes a control group",
        root=True,
        optional=True,
        code='import os\ndef attack():\n    if not os.path.isdir("/sys/fs/cgroup"): raise OSError(19, "none")\n    name = "/sys/fs/cgroup/" + STAGE["mark"]\n    try: os.mkdir(name)\n    except OSError as e: raise OSError(19 if e.errno == 30 else e.errno, "none") from e\n    os.rmdir(name)\n    return True',
    ),
    _read(
        "watches the machine's files",
        root=True,
        optional=True,
        code='def attack(): return syscall("fanotify_init", 0, 0) >= 0',
    ),
    _write("writes a file elsewhere", code='def attack(): return open(STAGE["outside"] + "/new", "w").write("x") == 1'),
    _write("overwrites a file", code='def attack(): return open(STAGE["outside"] + "/old", "w").write("x") == 1'),
    _write("appends to a file", code='def attack(): return open(STAGE["outside"] + "/old", "a").write("x") == 1'),
    _write("truncates a file", code='import os\ndef attack(): os.truncate(STAGE["outside"] + "/old", 0)'),
    _write("removes a file", code='import os\ndef attack(): os.unlink(STAGE["outside"] + "/old")'),
    _write("removes a directory tree", code='import shutil\ndef attack(): shutil.rmtree(STAGE["outside"])'),
    _write(
        "renames a file",
        code='import os\ndef attack(): os.rename(STAGE["outside"] + "/old", STAGE["outside"] + "/moved")',
    ),
    _write(
        "moves a file of its own elsewhere",
        code='import os\ndef attack():\n    open("own", "w").close()\n    os.rename("own", STAGE["outside"] + "/own")',
    ),
    _write("makes a directory elsewhere", code='import os\ndef attack(): os.mkdir(STAGE["outside"] + "/dir")'),
    _write(
        "changes the mode of a file",
        code='import os\ndef attack(): os.chmod(STAGE["outside"] + "/old", 0o777)',
    ),
    _write(
        "changes the time of a file",
        code='import os\ndef attack(): os.utime(STAGE["outside"] + "/old", (1, 1))',
    ),
    _write(
        "changes the owner of a file",
        root=True,
        code='import os\ndef attack(): os.chown(STAGE["outside"] + "/old", 12345, 12345)',
    ),
    _write(
        "makes a symbolic link elsewhere", code='import os\ndef attack(): os.symlink("/", STAGE["outside"] + "/link")'
    ),
    _write(
        "makes a hard link elsewhere",
        code='import os\ndef attack(): os.link(STAGE["secret"], STAGE["outside"] + "/hard")',
    ),
    _write("makes a fifo elsewhere", code='import os\ndef attack(): os.mkfifo(STAGE["outside"] + "/fifo")'),
    _write(
        "makes a device elsewhere",
        root=True,
        code='import os, stat\ndef attack(): os.mknod(STAGE["outside"] + "/dev", 0o600 | stat.S_IFCHR, os.makedev(1, 3))',
    ),
    _write(
        "writes through a symbolic link",
        code='import os\ndef attack():\n    os.symlink(STAGE["outside"] + "/old", "link")\n    open("link", "w").write("x")',
    ),
    _write("leaves a file in /tmp", code='def attack(): return open("/tmp/" + STAGE["mark"], "w").write("x")'),
    _write(
        "leaves a file in shared memory",
        optional=True,
        code='import os\ndef attack():\n    if not os.path.isdir("/dev/shm"): raise OSError(19, "none")\n    return open("/dev/shm/" + STAGE["mark"], "w").write("x")',
    ),
    _write(
        "leaves a link for whoever cleans up",
        floor="L",
        telling=False,
        reason="the harm would be done by cleaning up, and without a sandbox nobody does",
        code='import os\ndef attack():\n    os.symlink(STAGE["outside"], "data")\n    os.mkdir("d")\n    os.symlink(STAGE["outside"] + "/old", "d/old")',
    ),
)
