"""Ways to start a command in which student code is held back less than it could be, or by somebody else than root."""

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WITHOUT_NAMESPACES = (
    "unshare", "--map-root-user", "sh", "-c", 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', "sh",
)  # fmt: skip
"""Words before a command that then runs where no namespace of a user can be made, as in many containers."""

ROOT_OF_A_CONTAINER = ("unshare", "--map-root-user")
"""Words before a command that then runs as a root who is nobody special outside."""

NOBODY = 65534
ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = """
mount --bind "$1" "$3/python" && mount --bind "$2" "$3/clone" && shift 3 &&
exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
"""
"""Shows Python and this clone at places that everybody may reach, wherever they lie, and becomes an ordinary user."""


@contextmanager
def ordinary_user() -> Iterator[tuple[list[str], dict[str, str]]]:
    """The words of a Python that an ordinary user runs, and the environment that it needs."""
    if os.geteuid() != 0:
        yield [sys.executable], {**os.environ, "PYTHONPATH": str(ROOT)}
        return
    base = Path(sys.base_prefix)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "python").mkdir()
        (folder / "clone").mkdir()
        python = folder / "python" / "bin" / Path(os.path.realpath(sys.executable)).name
        packages = Path(msgpack_folder())
        inside = folder / "clone" / packages.relative_to(ROOT) if packages.is_relative_to(ROOT) else packages
        environment = {
            "PATH": os.environ["PATH"],
            "LD_LIBRARY_PATH": str(folder / "python" / "lib"),
            "PYTHONPATH": os.pathsep.join([str(folder / "clone"), str(inside)]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        words = ["unshare", "--mount", "sh", "-c", ELSEWHERE, "sh", str(base), str(ROOT), str(folder), str(python)]
        yield words, environment


def msgpack_folder() -> str:
    """Where the packages lie that graders need."""
    import msgpack  # type: ignore[import-untyped]  # noqa: PLC0415  it ships no types

    return str(Path(msgpack.__path__[0]).parent)


def passable() -> list[str]:
    """Words before a command of root's that starts others as ordinary users: they reach Python and this clone.

    Folders that only root can go through, such as its home, are covered by ones that hold nothing but what is needed,
    at the same paths. None of it is seen outside.
    """
    needed = [Path(sys.base_prefix), ROOT]
    covered = sorted({top for path in needed if (top := closed_above(path))})
    if os.geteuid() != 0 or not covered:
        return []
    hidden = [path for path in needed if closed_above(path)]
    steps = ["mount -t tmpfs tmpfs /mnt"]
    steps += [f"mkdir /mnt/{n} && mount --bind {shlex.quote(str(path))} /mnt/{n}" for n, path in enumerate(hidden)]
    steps += [f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(top))}" for top in covered]
    for n, path in enumerate(hidden):
        place = shlex.quote(str(path))
        steps.append(f"mkdir -p {place} && mount --bind /mnt/{n} {place}")
    return ["unshare", "--mount", "sh", "-c", " && ".join([*steps, 'cd "$PWD"', 'exec "$@"']), "sh"]


def closed_above(path: Path) -> Path | None:
    """The topmost folder on the way there that not everybody can go through."""
    return next((folder for folder in reversed(path.resolve().parents) if not folder.stat().st_mode & 0o001), None)
