"""How a SQLite connection is set up: durable, patient, and safe on a network drive."""

import sqlite3
import time
from pathlib import Path

from jupyter_pyprac.errors import Misconfigured

NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "gpfs", "lustre", "nfs", "nfs4", "smb3"}
)
BUSY_SECONDS = 10.0
RETRY_SECONDS = 0.02


def create(file: Path) -> None:
    """Make the file and its folder where they are missing, for their owner's eyes only: solutions are in it.

    Raises:
        Misconfigured: there is no place or no permission; says what the system says, and what to set.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        message = (
            f"The folder of the database cannot be used: {error.strerror}. "
            "Make it one that can be written in, or set PyPrac.data_dir (PYPRAC_DATA_DIR) to another."
        )
        raise Misconfigured(message) from error


def prepare(connection: sqlite3.Connection, *, on_network: bool) -> None:
    """Set the pragmas on a new connection.

    A write-ahead log needs memory shared by all its users, which a network drive cannot give: there, and where
    SQLite refuses it, the rollback journal stays. `synchronous=FULL`: what a student submitted survives a power cut.
    `secure_delete`: what is deleted is overwritten, and not only let go.
    """
    connection.isolation_level = None  # transactions are begun by the engine, so that writers can begin IMMEDIATE
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    set_journal(connection, "TRUNCATE" if on_network else "WAL")
    wait_for_disk(connection, wait=True)


def wait_for_disk(connection: sqlite3.Connection, *, wait: bool) -> None:
    """Whether commits from now on wait for the disk; without a write-ahead log they always do.

    With it a power cut undoes whole transactions, the last ones; without, it could spoil the database.
    """
    quick = not wait and connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.execute(f"PRAGMA synchronous={'NORMAL' if quick else 'FULL'}")


def set_journal(connection: sqlite3.Connection, mode: str) -> None:
    """Ask for a journal mode; one that is refused leaves the old one.

    Changing it needs the file alone and does not wait by itself, so two processes that open a new database at once
    take turns here.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode={mode}").fetchone()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
                return
            if time.monotonic() > give_up:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def empty_log(connection: sqlite3.Connection) -> bool:
    """Write the write-ahead log into the database and cut it off; False where somebody reads from it for too long."""
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def on_network(file: Path, mounts: str | None = None) -> bool:
    """Whether the file is on a network drive, by the `mountinfo` of the kernel; False where there is none (macOS)."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
    folder = file.resolve().parent
    nearest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(before.split(" ")[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= nearest:
            nearest, kind = len(point.parts), after.split(" ")[0]
    return kind in NETWORK_FILE_SYSTEMS
