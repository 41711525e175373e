"""Private working directories of runs, and their safe removal: links are never followed, whatever was left there."""

import os
import stat
from contextlib import suppress
from typing import Final

ROOM_BYTES: Final = 16 * 1024 * 1024
ROOM_FILES: Final = 256
"""What a run may hope for where all runs share one bounded directory: as much as at level A."""

_OPEN: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def has_room(path: str) -> bool:
    """Whether a run finds room to write there; half of what is there at all is room enough."""
    found = os.statvfs(path)
    free, whole = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    return free >= min(ROOM_BYTES, whole // 2) and found.f_favail >= min(ROOM_FILES, found.f_files // 2)


def remove(path: str) -> None:
    """Remove a directory and all in it, once nobody who could write there is alive.

    Directories below are moved up and emptied there one after the other: neither depth nor permissions stop it.
    """
    if stat.S_ISDIR(os.lstat(path).st_mode):
        os.chmod(path, 0o700)  # noqa: PTH101  no pathlib in a zygote; a run may have closed its own directory
    top = os.open(path, _OPEN)
    try:
        while any(_remove_entry(top, entry) for entry in _entries(top)):
            pass
    finally:
        os.close(top)
    os.rmdir(path)  # noqa: PTH106  the same


def _entries(directory: int) -> list[os.DirEntry[str]]:
    with os.scandir(directory) as entries:
        return list(entries)


def _remove_entry(top: int, entry: os.DirEntry[str]) -> bool:
    """Remove one entry of the top directory; true where it was a directory, for that may have moved others up."""
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.name, dir_fd=top)
        return False
    os.chmod(entry.name, 0o700, dir_fd=top)
    directory = os.open(entry.name, _OPEN, dir_fd=top)
    try:
        for inner in _entries(directory):
            _lift(directory, inner, top)
    finally:
        os.close(directory)
    os.rmdir(entry.name, dir_fd=top)
    return True


def _lift(directory: int, entry: os.DirEntry[str], top: int) -> None:
    if not entry.is_dir(follow_symlinks=False):
        os.unlink(entry.name, dir_fd=directory)
        return
    with suppress(OSError):
        os.chmod(entry.name, 0o700, dir_fd=directory)
    os.rename(entry.name, f".{os.urandom(8).hex()}", src_dir_fd=directory, dst_dir_fd=top)
