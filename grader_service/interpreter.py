"""PUBLIC: how a Python program of ours is started beside a server: quickly, and with packages of ours alone.

It does not look for packages (`-S`), which takes as long as all the rest of a start, but is told where they are; and
never in the folder that it stands in (`-P`), where a student's `json.py` may lie. msgspec would load typing_extensions
and does without: that is 1 MB, for as long as the program runs.
"""

import site
import sys
from pathlib import Path
from typing import Final

import grader_service

_RUN: Final = (
    "import runpy, sys; module, *paths = sys.argv[1:]; del sys.argv[1:]; "
    "sys.path += [path for path in paths if path not in sys.path]; "
    "sys.modules['typing_extensions'] = None; import msgspec; del sys.modules['typing_extensions']; "
    "runpy.run_module(module, run_name='__main__')"
)


def program(module: str) -> list[str]:
    """The words that run a module as a program."""
    return [sys.executable, "-P", "-S", "-c", _RUN, module, *packages()]


def packages() -> list[str]:
    """Where this process finds packages, those only that were installed; our own place first."""
    own = Path(grader_service.__path__[0]).parent
    if sys.flags.no_site:  # it was told itself
        return list(dict.fromkeys([str(own), *sys.path]))
    roots = [Path(root) for root in (sys.prefix, sys.base_prefix, site.getusersitepackages())]
    installed = [path for path in sys.path if any(Path(path).is_relative_to(root) for root in roots)]
    here = str(Path.cwd())
    return list(dict.fromkeys([str(own), *(path for path in installed if path != here)]))
