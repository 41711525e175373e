"""What the machine itself must bring: Debian packages are installed by root, anybody else is told their names."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from steps import Refused, run, say

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRESQL = (
    "/usr/lib/postgresql",
    "/opt/homebrew/opt",
    "/usr/local/opt",
    "/Applications/Postgres.app/Contents/Versions",
)


def ensure_test_tools() -> None:
    """Install Chromium and PostgreSQL where this is Debian and we are root; else say once what is missing."""
    missing = [name for name, there in (("chromium", chromium()), ("postgresql", has_postgresql())) if not there]
    if not missing:
        return
    if can_install():
        install(missing)
        return
    say(f"• Not found: {' and '.join(missing)}; their tests are skipped. {advice(missing)}")


def chromium() -> str | None:
    """The path of the system's Chromium or Chrome, None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def has_postgresql() -> bool:
    """Whether PostgreSQL's server programs are there, on PATH or where Debian, Homebrew or Postgres.app put them."""
    return bool(shutil.which("initdb")) or any(True for place in POSTGRESQL for _ in Path(place).glob("*/bin/initdb"))


def ensure_venv_module() -> None:
    """Have `python3 -m venv` work: Debian packs its parts apart.

    Raises:
        Refused: it does not work here and cannot be installed; says what to install.
    """
    if venv_works():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if can_install() and sys.executable.startswith("/usr/bin/"):
        install([package])
        return
    message = (
        f"This Python cannot make virtual environments: install its package {package} (sudo apt-get install {package})."
    )
    raise Refused(message)


def venv_works() -> bool:
    """Whether this Python has all that a virtual environment with pip needs."""
    try:
        import ensurepip  # noqa: F401, PLC0415  the very thing Debian may leave out
        import venv  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def can_install() -> bool:
    """Whether we may install Debian packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> None:
    """Install Debian packages, asking nothing."""
    say(f"• Debian packages: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], env=quiet)
    run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], env=quiet)


def advice(packages: Sequence[str]) -> str:
    """How a person installs them here."""
    if sys.platform == "darwin":
        casks = {"chromium": "brew install --cask chromium", "postgresql": "brew install postgresql@17"}
        return f"To have them: {'; '.join(casks[name] for name in packages)}."
    return f"To have them: sudo apt-get install {' '.join(packages)} (or your system's packages of these names)."
