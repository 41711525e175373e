"""What every part of the set-up shares: places, running a command, doing a step only when its inputs changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = ROOT / ".cache" / "stamps"


class Refused(Exception):
    """The set-up cannot go on; the text is a sentence that says what to do."""


def say(text: str) -> None:
    """Print at once, also where the output is a pipe, and whole, whoever else says something meanwhile."""
    print(f"{text}\n", end="", flush=True)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a command with its output shown.

    Raises:
        Refused: it cannot be started, or ended with another code than 0.
    """
    words = [str(word) for word in command]
    try:
        code = subprocess.run(words, cwd=cwd, env={**os.environ, **(env or {})}, check=False).returncode
    except OSError as error:
        message = f"{words[0]} cannot be started: {error.strerror}"
        raise Refused(message) from error
    if code:
        message = f"`{' '.join(words)}` ended with {code}; its own output above says why."
        raise Refused(message)


@dataclass(frozen=True)
class Step:
    """One part of the set-up, done again only when its inputs changed or an output is gone."""

    name: str
    what: str
    action: Callable[[], None]
    inputs: Sequence[Path] = ()
    words: Sequence[str] = ()
    outputs: Sequence[Path] = ()
    stamps: Path = STAMPS
    root: Path = ROOT

    def ensure(self) -> None:
        """Do the step where it is due; the stamp is written last, so that an interrupted step is done again."""
        stamp = self.stamps / self.name
        wanted = fingerprint(self.root, self.inputs, self.words)
        if all(output.exists() for output in self.outputs) and text_of(stamp) == wanted:
            return
        say(f"• {self.what}")
        self.action()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted, encoding="ascii")


def text_of(path: Path) -> str | None:
    """The file's text, None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def fingerprint(root: Path, files: Iterable[Path], words: Iterable[str]) -> str:
    """A sha256 over the words, and over bytes of the files and their names below `root`."""
    digest = hashlib.sha256(repr([*words, sys.version_info[:2]]).encode())
    for file in sorted(files):
        digest.update(f"\0{file.relative_to(root)}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def below(folder: Path, *, without: Iterable[str] = ()) -> list[Path]:
    """All files below the folder, left out what lies in a folder of one of the names in `without`."""
    shut = set(without)
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in shut]
        found += [Path(place) / name for name in names if name not in shut]
    return found
