"""The private Redis-compatible server: started on a socket of its own, watched, and ended with its supervisor."""

import logging
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from jupyter_pyprac.embedded.folders import Data, Place
from jupyter_pyprac.embedded.locks import Lock
from jupyter_pyprac.errors import Misconfigured, Unavailable

START_SECONDS, STOP_SECONDS, LOCK_SECONDS = 10.0, 10.0, 5.0
STEP = 0.005
DAMAGED = ("append only file", "AOF", "RDB")
"""What the server names when it cannot read its data."""
KILL_WHEN_ALONE = 'read -r _; kill "$1"'
"""A shell that ends the server when its standard input ends, that is when the supervisor dies."""

log = logging.getLogger(__name__)


class PrivateServer:
    """One server process and its successors, on one data folder that it has locked.

    With an `account` it runs as that user, to whom its socket's folder and its data belong, and nothing else; it need
    not be able to reach the folders around its data.
    """

    def __init__(self, binary: Path, place: Place, data: Data, account: pwd.struct_passwd | None) -> None:
        self._binary = binary
        self._account = account
        self._place = place
        self._data = data
        self._log = data.logs / "redis.log"
        self._lock = Lock(data.lock)
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; returns when it answers.

        Raises:
            Misconfigured: another machine or session uses the data folder.
            Unavailable: it does not start; the text has its own last words.
        """
        self._take_lock()
        try:
            self._launch()
        except Unavailable:
            if not any(words in self._last_words() for words in DAMAGED):
                raise
            self._set_aside()
            self._launch()

    def _take_lock(self) -> None:
        """Wait until no server uses the data, and ask one left by a dead supervisor to end."""
        deadline = time.monotonic() + LOCK_SECONDS
        while not self._lock.try_exclusive():
            command(self._place.socket, b"SHUTDOWN\r\n")
            if time.monotonic() > deadline:
                message = (
                    f"{self._data.folder} is in use by another session or machine: end that one, or set "
                    "PYPRAC_DATA_DIR to another folder."
                )
                raise Misconfigured(message)
            time.sleep(STEP)

    def _launch(self) -> None:
        for folder in (self._place.listening, self._data.redis):
            self._hand_over(folder)
        self._place.socket.unlink(missing_ok=True)
        if self._log.exists() and self._log.stat().st_size > 1024 * 1024:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            # the server holds the lock too: as long as it lives, however its supervisor ended, nobody else writes here
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._data.redis,
                env={},
                pass_fds=[self._lock.descriptor],
                user=self._account.pw_uid if self._account else None,
                group=self._account.pw_gid if self._account else None,
                extra_groups=[] if self._account else None,
            )
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", KILL_WHEN_ALONE, "sh", str(self._process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
        )
        self._wait_until_it_answers()
        self._data.socket.write_text(str(self._place.socket), encoding="utf-8")

    def _hand_over(self, folder: Path) -> None:
        """Have the folder, and its user own it."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._account:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)

    def _command(self) -> list[str]:
        where = ["--port", "0", "--unixsocket", str(self._place.socket), "--unixsocketperm", "700"]
        # commands, not a dump: any Redis or Valkey reads what another wrote
        keeping = ["--appendonly", "yes", "--appendfsync", "everysec", "--aof-use-rdb-preamble", "no", "--save", ""]
        keeping += ["--auto-aof-rewrite-min-size", "8mb"]
        files = ["--dir", ".", "--logfile", ""]
        return [str(self._binary), *where, *keeping, *files, "--maxmemory-policy", "noeviction", "--databases", "1"]

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not command(self._place.socket, b"PING\r\n").startswith(b"+PONG"):
            if not self.is_running() or time.monotonic() > deadline:
                self.stop()
                message = f"The private Redis did not start; {self._log} ends with: {self._last_words()}"
                raise Unavailable(message)
            time.sleep(STEP)

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def mend(self) -> None:
        """Start it again where it has died; tried again at the next call where that fails."""
        if self.is_running():
            return
        log.warning("the private Redis is gone and is started again")
        self._end_watcher()
        try:
            self.start()
        except (Unavailable, OSError) as error:
            log.error("%s", error)  # noqa: TRY400  the sentence is all there is to say

    def stop(self) -> None:
        """End it; it writes what it has first."""
        self._end_watcher()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def leave(self) -> None:
        """End it, and leave its data to whoever comes next."""
        self.stop()
        self._lock.close()

    def _end_watcher(self) -> None:
        """End the watcher while the server's process id is still the server's."""
        if self._watcher is None:
            return
        self._watcher.kill()
        self._watcher.wait()
        if self._watcher.stdin:
            self._watcher.stdin.close()
        self._watcher = None

    def _set_aside(self) -> None:
        """Begin anew where the data cannot be read: the database has everything that matters."""
        damaged = self._data.folder / f"redis-damaged-{int(time.time())}"
        log.error("the private Redis cannot read its data, which is put aside in %s", damaged)
        shutil.move(self._data.redis, damaged)

    def _last_words(self) -> str:
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            return str(error)
        return " / ".join(lines[-3:]) or "nothing"


def command(path: Path, line: bytes) -> bytes:
    """The first bytes of the reply to a command, nothing where there is no server."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(path))
            client.sendall(line)
            return client.recv(1024)
        except OSError:
            return b""
