"""`jupyter pyprac`: finds the command, runs it, and says what went wrong in a sentence.

Every command is a module with `arguments(parser)` and `run(options) -> int`, imported when it is called for. It ends
with 0 (done), 1 (refused: what was given cannot be used as it is) or 2 (misused: the command line is not understood).
"""

import argparse
import difflib
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import NamedTuple, TextIO

from jupyter_pyprac import __version__
from jupyter_pyprac.errors import PyPracError, in_full

DONE, REFUSED, MISUSED = 0, 1, 2
DEBUG = "PYPRAC_DEBUG"


class Command(NamedTuple):
    """Where a command is, and what it does in a line."""

    module: str
    summary: str


COMMANDS = {
    "new": Command("new", "begin a course, or an assignment in one"),
    "import": Command("import_course", "bring a course into the database: a bundle, a notebook or a folder of them"),
    "check": Command("check", "run a course's solutions, starters and wrong solutions through its tests"),
    "withdraw": Command("withdraw", "take a course from the students' list; its submissions stay"),
    "export": Command("export", "write a course as a bundle, or as a folder of notebooks"),
    "release": Command("release", "write what students are given of a course: notebooks to practise in"),
    "schema": Command("schema", "print the JSON Schema of a bundle"),
    "doctor": Command("doctor", "look at what this deployment needs, and name the mend for what is not right"),
    "grade": Command("grade", "grade one file without a server, as a student would see it"),
    "grader": Command("grader", "run graders by themselves"),
    "hub": Command("hub", "run the practice service of a JupyterHub"),
    "members": Command("members", "keep a list of a course's students or instructors, in the place of Hub groups"),
    "progress": Command("board", "print who has solved what in a course"),
    "requeue": Command("requeue", "have submissions graded once more that could not be"),
    "erase": Command("erase", "erase or export all that is kept of a student"),
    "migrate": Command("migrate", "bring the database to this release"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name (the process's own, unless given); returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except PyPracError as error:
        complain(in_full(error))
    except BrokenPipeError:
        forget(sys.stdout)
    except KeyboardInterrupt:
        complain("stopped")
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001  the outermost loop: a person gets a sentence, never a traceback
        if os.environ.get(DEBUG):
            traceback.print_exc()
        complain(f"something went wrong inside: {type(error).__name__}: {error} (with {DEBUG}=1 it says where)")
    else:
        return status
    return REFUSED


def dispatch(arguments: list[str]) -> int:
    """Run one command, or answer `--help` and `--version`."""
    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help"}:
        sys.stdout.write(overview())
        return DONE if arguments else MISUSED
    if name == "--version":
        sys.stdout.write(f"{__version__}\n")
        return DONE
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the commands are {', '.join(COMMANDS)}"
        complain(f"there is no command {name!r}: {hint}")
        return MISUSED
    command = COMMANDS[name]
    module = importlib.import_module(f"jupyter_pyprac.cli.{command.module}")
    parser = argparse.ArgumentParser(prog=f"jupyter pyprac {name}", description=module.__doc__, allow_abbrev=False)
    module.arguments(parser)
    try:
        options = parser.parse_args(arguments[1:])
    except SystemExit as end:
        return int(end.code or DONE)
    return int(module.run(options))


def overview() -> str:
    """What `--help` says."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {command.summary}" for name, command in COMMANDS.items()]
    usage = "usage: jupyter pyprac COMMAND ...\n\n" + "\n".join(lines)
    return f"{usage}\n\n`jupyter pyprac COMMAND --help` says more about one.\n"


def complain(sentence: str) -> None:
    """Tell the person at the terminal what is wrong."""
    sys.stderr.write(f"jupyter pyprac: {sentence}\n")


def forget(stream: TextIO) -> None:
    """Send what is left for a reader that went away nowhere, so that the end of the process is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
