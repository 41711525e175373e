"""The commands of `scripts/dev.py`."""

import argparse
import os
from collections.abc import Sequence

import checks
import house
import machine
from steps import ROOT, Refused, run, say

LAB = ROOT / ".lab"


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; the code to exit with."""
    known, rest = parser().parse_known_args(arguments)
    try:
        code: int = known.does(known, rest)
    except Refused as sentence:
        say(f"Stopped: {sentence}")
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test this clone.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add = {
        "setup": (setup, "fetch and build all that the others need"),
        "lab": (lab, "open JupyterLab with the practice panel; further arguments go to JupyterLab"),
        "test": (test, "run every check and test; with further arguments only pytest, with them"),
        "build": (build, "build the sdist and the wheel into dist/"),
        "bench": (bench, "measure, and write the figures to benchmarks/results/"),
        "clean": (clean, "remove what the others made; the work in .lab/ stays"),
    }
    for name, (does, summary) in add.items():
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(does=does)
        if name == "lab":
            command.add_argument("--port", help="the port to listen on")
        if name == "test":
            command.add_argument("--strict", action="store_true", help="a skipped test is a failed one")
    return top


def setup(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """Set up only."""
    refuse_more(rest)
    house.set_up()
    return 0


def lab(known: argparse.Namespace, rest: Sequence[str]) -> int:
    """Open JupyterLab; this process becomes it, so that signals reach it."""
    house.set_up()
    notebooks = LAB / "notebooks"
    notebooks.mkdir(parents=True, exist_ok=True)
    port = [f"--port={known.port}"] if known.port else []
    root = ["--allow-root"] if os.geteuid() == 0 else []
    command = [str(house.PYTHON), "-m", "jupyterlab", f"--ServerApp.root_dir={notebooks}", *port, *root, *rest]
    data = {"PYPRAC_DATA_DIR": os.environ.get("PYPRAC_DATA_DIR") or str(LAB / "data")}
    os.execve(command[0], command, {**os.environ, **house.tools(), **data})  # noqa: S606  no shell is wanted


def test(known: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run everything, or pytest alone with the arguments given."""
    house.set_up()
    machine.ensure_test_tools()
    if rest:
        run(checks.pytest(*rest), env={**house.tools(), **checks.strictness(strict=known.strict)})
        return 0
    return checks.run_all(strict=known.strict)


def build(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """Build the distributions from a panel that is up to date."""
    refuse_more(rest)
    house.set_up()
    run([house.PYTHON, "-m", "build", "--outdir", ROOT / "dist", ROOT], env=house.tools())
    return 0


def bench(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run the measurements."""
    house.set_up()
    run([house.PYTHON, "-m", "benchmarks", *rest], env={**house.tools(), "PYTHONPATH": str(ROOT / "scripts")})
    return 0


def clean(_: argparse.Namespace, rest: Sequence[str]) -> int:
    """Remove what was made."""
    refuse_more(rest)
    house.clean()
    return 0


def refuse_more(rest: Sequence[str]) -> None:
    """Refuse arguments that the command would ignore."""
    if rest:
        message = f"this command takes no {' '.join(rest)}."
        raise Refused(message)
