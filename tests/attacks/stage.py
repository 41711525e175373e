"""What an attack is let loose on, all of it our own: files, listeners, a victim, descriptors left open by mistake."""

import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from grader_service.sandbox import scratch
from tests.attacks.listeners import Listeners

VICTIM = """
import ctypes, os, resource, sys, time
ctypes.CDLL(None).prctl(0x59616d61, -1, 0, 0, 0)  # where only children may be traced, let everybody
text = sys.stdin.readline().strip().encode()
memory = ctypes.create_string_buffer(text + bytes(96))
fd = os.memfd_create("secret") if hasattr(os, "memfd_create") else os.dup(0)
os.write(fd, text)
print(ctypes.addressof(memory), fd, flush=True)
while os.getppid() == int(sys.argv[1]): time.sleep(0.2)
"""


class Victim:
    """A process of the same user that holds the secret in its memory, in a descriptor and in its environment."""

    def __init__(self, secret: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", VICTIM, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"ATTACKED": secret},
            start_new_session=True,
        )
        self._process.stdin.write(secret + "\n")
        self._process.stdin.flush()
        self.pid = self._process.pid
        self.address, self.fd = map(int, self._process.stdout.readline().split())

    def state(self):
        """What harm would change."""
        stat = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (
            stat[0] if stat[0] in "TtZX" else "alive",
            os.getpriority(os.PRIO_PROCESS, self.pid),
            os.sched_getaffinity(self.pid),
            os.sched_getscheduler(self.pid),
            Path(f"/proc/{self.pid}/limits").read_text(),
            Path(f"/proc/{self.pid}/oom_score_adj").read_text(),
        )

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


class Stage:
    """A context manager; `places` is what an attack is told, `state` what harm would change."""

    def __enter__(self):
        self.secret = secrets.token_hex(16)
        self.mark = f"pyprac-attack-{secrets.token_hex(6)}"
        self.root = Path(tempfile.mkdtemp(prefix=f"{self.mark}-"))
        self._home, self.work = self.root / "home", self.root / "work"
        self._home.mkdir()
        self._home.joinpath("secret.txt").write_text(self.secret)
        self._home.joinpath("secret.txt").chmod(0o600)
        self._home.joinpath("planted.py").write_text(f"SECRET = {self.secret.encode()!r}\n")
        with sqlite3.connect(self._home / "data.db") as database:
            database.execute("create table it (secret)")
            database.execute("insert into it values (?)", (self.secret,))
        database.close()
        self._neighbours = [
            path / f"pyprac-run-{self.mark}" for path in (Path("/dev/shm"), Path("/tmp")) if path.is_dir()
        ]
        for path in self._neighbours:
            (path / "1").mkdir(parents=True)
            (path / "1" / "answer.txt").write_text(self.secret)
        self._outside = self.root / "outside"
        self._listeners = Listeners(self.root, self.mark, self.secret.encode())
        self._open = self._left_open()
        os.environ["PYPRAC_REDIS_URL"] = self.secret
        self._victim = Victim(self.secret)
        self._can_unshare = _can_unshare()
        self.restore()
        return self

    def _left_open(self):
        connection = socket.create_connection(("127.0.0.1", self._listeners.places["tcp"]))
        fds = [
            os.open(self._home / "secret.txt", os.O_RDONLY),
            os.open(self._home, os.O_RDONLY),
            connection.detach(),
        ]
        for fd in fds:
            os.set_inheritable(fd, True)  # noqa: FBT003  its only form
        return fds

    def places(self):
        """Where things are, for the code of an attack."""
        return {
            "proof": sum(place * byte for place, byte in enumerate(self.secret.encode(), 1)),
            "home": str(self._home),
            "secret": str(self._home / "secret.txt"),
            "database": str(self._home / "data.db"),
            "outside": str(self._outside),
            "mark": self.mark,
            "victim": self._victim.pid,
            "address": self._victim.address,
            "victim_fd": self._victim.fd,
            "no_userns": not self._can_unshare,
            "uring_off": _reads("/proc/sys/kernel/io_uring_disabled") not in {"0", ""},
            "no_pty": not Path("/dev/ptmx").exists(),
            **self._listeners.places,
        }

    def state(self):
        """What harm would change: files outside, the victim, and what the listeners got."""
        files = {}
        for path in sorted(self._outside.rglob("*")) if self._outside.exists() else ():
            about = path.lstat()
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            files[str(path)] = (about.st_mode, about.st_uid, about.st_mtime_ns, content)
        return self._outside.exists(), files, self._marked(), self._victim.state(), self._listeners.received

    def _marked(self):
        directories = [Path(path) for path in ("/tmp", "/dev/shm", "/var/tmp", "/run") if Path(path).is_dir()]
        return [path / self.mark for path in directories if (path / self.mark).exists()]

    def changed(self, before, seconds: float) -> bool:
        """Whether there is harm, which may take a moment to show."""
        deadline = time.monotonic() + seconds
        while self.state() == before:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.005)
        return True

    def restore(self) -> None:
        """Everything as it was."""
        for path in self._marked():
            path.unlink()
        _remove(self._outside)
        self._outside.mkdir()
        (self._outside / "old").write_text("as it was")
        _remove(self.work)
        self.work.mkdir()
        if not self._is_well():
            self._victim.close()
            self._victim = Victim(self.secret)

    def _is_well(self) -> bool:
        if not hasattr(self, "_well"):
            self._well = self._victim.state()
        return self._victim.state() == self._well

    def __exit__(self, *_):
        self._victim.close()
        self._listeners.close()
        for fd in self._open:
            os.close(fd)
        for path in [*self._marked(), *self._neighbours, self.root]:
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file or a tree, whatever an attack has made of it."""
    if path.is_dir() and not path.is_symlink():
        scratch.remove(str(path))
    else:
        path.unlink(missing_ok=True)


def _reads(path: str) -> str:
    with suppress(OSError):
        return Path(path).read_text().strip()
    return ""


def _can_unshare() -> bool:
    """Whether this user may make a user name space; tried, for versions say little."""
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
    return subprocess.run([sys.executable, "-I", "-S", "-c", code], check=False).returncode == 0
