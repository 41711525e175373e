"""Run a course's programs through its tests: solutions must pass, starters and wrong solutions must not.

It also looks for what nobody is refused for: small mistakes in a solution that no test notices, limits that leave no
room, texts that give hidden tests away.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader_service import launcher
from grader_service.processors import default_slots
from jupyter_pyprac.authoring import gate, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.report import accepted, refused
from jupyter_pyprac.cli import report
from jupyter_pyprac.cli.paths import given_path
from jupyter_pyprac.cli.progress import Progress
from jupyter_pyprac.practice.jobs import submission_job


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", type=given_path, help="a bundle (.json), a notebook, or a folder")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: argparse.Namespace) -> int:
    """Check and report."""
    try:
        bundle = checked(source.load(options.course, shown), thorough=True)
    except Refused as error:
        return refuse(error, options)
    told = accepted(bundle)
    heading = f"{bundle.course.title} ({bundle.course.slug}) is in order"
    sys.stdout.write(report.as_json(told) if options.json else report.as_text(told, heading))
    return 0


def checked(bundle: Bundle, *, thorough: bool = False) -> Bundle:
    """The bundle after the gate, with what was noticed there."""
    slots = default_slots(1)
    return gate.through_gate(bundle, graders(bundle, slots), threads=slots, stage=shown, thorough=thorough)


def settled(bundle: Bundle) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    return gate.settle(bundle, graders(bundle, 1), shown)


@contextmanager
def shown(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A stage of the gate, with its progress on the terminal."""
    with Progress(what, total) as progress:
        yield progress.step


def graders(bundle: Bundle, slots: int) -> gate.Graders:
    """Opens a workshop in this process, where programs of the bundle are graded."""

    @contextmanager
    def opened() -> Iterator[gate.Grade]:
        with launcher.workshop(slots) as workshop:
            yield lambda assignment, code: workshop.grade(submission_job(assignment, code), bundle.files)

    return opened


def refuse(error: Refused, options: argparse.Namespace) -> int:
    """Report why nothing came of it: JSON to stdout, sentences to stderr."""
    told = refused(error)
    if options.json:
        sys.stdout.write(report.as_json(told))
    else:
        count = len(error.reasons)
        sys.stderr.write(report.as_text(told, f"{options.course} was refused, with {count} to mend:"))
    return 1
