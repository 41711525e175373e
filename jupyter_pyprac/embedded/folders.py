"""Where the private server's socket, locks, data and logs are, and whether they can be trusted there."""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from jupyter_pyprac.embedded.locks import Lock
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable

LAYOUT = 1
"""Of the data folder; a release that reads it in another way has a higher one."""
SOCKET_PATH_BYTES = 100
"""macOS allows 104 and Linux 108, with the byte at the end."""
STALE_SECONDS = 7 * 24 * 3600
PRIVATE = 0o700
PASSABLE = 0o711
"""Of folders through which graders of another user reach the socket: they can go through, and list nothing."""


class Place(NamedTuple):
    """The folder of one private server that is gone after a restart of the machine; every server of a user finds it."""

    folder: Path

    @property
    def listening(self) -> Path:
        """The folder of the socket, which belongs to whoever the private server runs as."""
        return self.folder / "s"

    @property
    def socket(self) -> Path:
        """Where the private Redis listens."""
        return self.listening / "redis.sock"

    @property
    def redis_url(self) -> str:
        """The address of the private Redis."""
        return f"unix://{self.socket}"

    @property
    def servers(self) -> Path:
        """Lock that each Jupyter server shares while it lives; the supervisor ends when it has it alone."""
        return self.folder / "servers.lock"

    @property
    def starting(self) -> Path:
        """Lock of whoever looks for a supervisor and starts one."""
        return self.folder / "starting.lock"

    @property
    def supervisor(self) -> Path:
        """Lock of the supervisor, with its process id."""
        return self.folder / "supervisor.lock"

    @property
    def serves(self) -> Path:
        """A file that names the data folder, once there is one: where that is gone, this is of no use."""
        return self.folder / "data"


def place(
    data_dir: Path, redis_url: str, environment: Mapping[str, str] = os.environ, *, passable: bool = False
) -> Place:
    """The place for this data folder and server, made where it is missing; `passable` for graders of another user.

    Raises:
        Misconfigured: there is none that is ours alone, or none with a path short enough for a socket.
    """
    name = hashlib.sha256(f"{data_dir}\0{redis_url}".encode(errors="surrogateescape")).hexdigest()[:12]
    for base in shared_bases() if passable else bases(environment):
        found = Place(base / name)
        if len(os.fsencode(found.socket)) < SOCKET_PATH_BYTES:
            for folder in (base, found.folder):
                own(folder, PASSABLE if passable else PRIVATE)
            os.utime(found.folder)
            sweep(base)
            return found
    message = "No folder for a socket has a path under 100 bytes: set XDG_RUNTIME_DIR or TMPDIR to a shorter one."
    raise Misconfigured(message)


def sweep(base: Path) -> None:
    """Remove the places of data folders that are gone, and those that nobody has used for long.

    A supervisor touches its own every hour, but not while the machine sleeps: whatever somebody holds a lock of stays.
    """
    for folder in base.iterdir():
        with suppress(OSError):  # another server sweeps too
            if is_ours_alone(folder, PASSABLE) and is_stale(Place(folder)):
                remove(Place(folder))


def is_stale(here: Place) -> bool:
    """Whether the place has outlived its use."""
    if here.folder.stat().st_mtime < time.time() - STALE_SECONDS:
        return True
    return here.serves.exists() and not os.path.lexists(os.fsdecode(here.serves.read_bytes()))


def remove(here: Place) -> None:
    """Remove the place, unless somebody has one of its locks."""
    with Lock(here.starting) as starting, Lock(here.servers) as servers, Lock(here.supervisor) as supervisor:
        # in this order: who looks for a supervisor has `starting`, and is not to see a lock of ours as one
        if all(lock.try_exclusive() for lock in (starting, servers, supervisor)):
            shutil.rmtree(here.folder)


def bases(environment: Mapping[str, str]) -> Iterator[Path]:
    """Folders that may hold places, the best first. The user's runtime folder is found without the variable too."""
    user = os.geteuid()
    for runtime in (environment.get("XDG_RUNTIME_DIR"), f"/run/user/{user}"):
        if runtime and is_ours_alone(Path(runtime)):
            yield Path(runtime) / "pyprac"
    for temporary in (environment.get("TMPDIR") or tempfile.gettempdir(), "/tmp"):  # noqa: S108  checked by `own`
        yield Path(temporary) / f"pyprac-{user}"


def shared_bases() -> Iterator[Path]:
    """Folders of root that may hold places which another user must reach, the best first."""
    if os.access("/run", os.W_OK):
        yield Path("/run/pyprac")
    yield Path("/tmp/pyprac")  # noqa: S108  checked by `own`


def is_ours_alone(folder: Path, mode: int = PRIVATE) -> bool:
    """Whether it is a real folder of this user that is open to others no further than the mode says."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    private = found.st_uid == os.geteuid() and not found.st_mode & 0o077 & ~mode
    return stat.S_ISDIR(found.st_mode) and private


def own(folder: Path, mode: int) -> None:
    """Make the folder for this user, open to others no further than the mode says.

    Raises:
        Misconfigured: somebody else made it, or can enter it.
    """
    try:
        folder.mkdir(mode=mode, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made ({error.strerror}): set XDG_RUNTIME_DIR to a folder of your own."
        raise Misconfigured(message) from error
    if not is_ours_alone(folder, mode):
        message = (
            f"{folder} belongs to somebody else or is open to others, and a private server there would not be private: "
            "remove it, or set XDG_RUNTIME_DIR to a folder that is yours alone (mode 700)."
        )
        raise Misconfigured(message)


class Data(NamedTuple):
    """The folder that stays."""

    folder: Path

    @property
    def redis(self) -> Path:
        """What the private server remembers."""
        return self.folder / "redis"

    @property
    def logs(self) -> Path:
        """Of the private server, the supervisor and the graders."""
        return self.folder / "logs"

    @property
    def lock(self) -> Path:
        """Lock of whoever writes into `redis`."""
        return self.folder / "redis.lock"

    @property
    def socket(self) -> Path:
        """A file that names the socket of the private server, for commands that did not start it."""
        return self.folder / "redis.socket"

    def prepare(self) -> None:
        """Make the folders.

        Raises:
            Misconfigured: they cannot be written, or are of a newer release.
            Unavailable: the disk is full.
        """
        with told(self.folder):
            self.folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            for folder in (self.redis, self.logs):
                folder.mkdir(mode=PRIVATE, exist_ok=True)
            self._claim_layout()

    def _claim_layout(self) -> None:
        """Make sure that no newer release has written here, and leave word for older ones."""
        file = self.folder / "version"
        text = file.read_text(encoding="ascii", errors="replace").strip() if file.exists() else ""
        found = int(text) if text.isdigit() else 0
        if found > LAYOUT:
            message = (
                f"{self.folder} was written by a newer release of jupyter_pyprac (layout {found}, this one knows "
                f"{LAYOUT}): upgrade jupyter_pyprac, or set PYPRAC_DATA_DIR to another folder."
            )
            raise Misconfigured(message)
        if found < LAYOUT:
            file.write_text(f"{LAYOUT}\n", encoding="ascii")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder into a sentence for its owner."""
    try:
        yield
    except OSError as error:
        raise explained(folder, error) from error


def explained(folder: Path, error: OSError) -> PyPracError:
    """The error as a sentence that says what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Unavailable(f"The disk with {folder} is full: free some space, and practice goes on.", 10.0)
    return Misconfigured(f"{folder} cannot be used ({error.strerror}): make it writable, or set PYPRAC_DATA_DIR.")
