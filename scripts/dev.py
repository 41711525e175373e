#!/usr/bin/env python3
"""Set-up, JupyterLab and tests of this clone, with nothing but Python: `python3 scripts/dev.py --help`."""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> int:
    """Hand over to the commands, under a Python that can run them. This file alone must parse on an older one."""
    if sys.version_info < OLDEST:
        restart_with_newer_python()
    from commands import run_command  # noqa: PLC0415  would not parse on an older Python

    return run_command(sys.argv[1:])


def restart_with_newer_python() -> None:
    """Run this again with a newer Python from PATH, or end with a sentence that says what to install."""
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path] + sys.argv)  # noqa: S606, RUF005  no shell; must parse on an older Python
    sys.exit(
        f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}: install a newer one (python3.13, say)."
    )


if __name__ == "__main__":
    sys.exit(main())
