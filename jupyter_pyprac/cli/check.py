"""Run a course's programs through its tests: solutions must pass, starters and wrong solutions must not."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader_service import launcher
from grader_service.contract import Job, Verdict
from jupyter_pyprac.authoring import check, gate, settling, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.report import accepted, refused
from jupyter_pyprac.cli import report
from jupyter_pyprac.cli.progress import Progress
from jupyter_pyprac.practice.jobs import submission_job


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", type=Path, help="a bundle (.json), a notebook, or a folder")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: argparse.Namespace) -> int:
    """Check and report."""
    try:
        bundle = checked(source.load(options.course))
    except Refused as error:
        return refuse(error, options)
    told = accepted(bundle)
    heading = f"{bundle.course.title} ({bundle.course.slug}) is in order"
    sys.stdout.write(report.as_json(told) if options.json else report.as_text(told, heading))
    return 0


def checked(bundle: Bundle) -> Bundle:
    """The bundle after the gate, with what was noticed there."""
    threads = check.usable_processors()
    with launcher.workshop(threads) as workshop:
        return gate.through_gate(bundle, grading(workshop.grade, bundle), threads=threads, stage=shown)


def settled(bundle: Bundle) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    if not settling.to_settle(bundle):
        return bundle
    with launcher.workshop(1) as workshop:
        return gate.settle(bundle, grading(workshop.grade, bundle), shown)


@contextmanager
def shown(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A stage of the gate, with its progress on the terminal."""
    with Progress(what, total) as progress:
        yield progress.step


def grading(grade: Callable[[Job, Mapping[str, bytes]], Verdict], bundle: Bundle) -> check.Grade:
    """How programs of the bundle are graded."""
    return lambda assignment, code: grade(submission_job(assignment, code), bundle.files)


def refuse(error: Refused, options: argparse.Namespace) -> int:
    """Report why nothing came of it: JSON to stdout, sentences to stderr."""
    told = refused(error)
    if options.json:
        sys.stdout.write(report.as_json(told))
    else:
        count = len(error.reasons)
        sys.stderr.write(report.as_text(told, f"{options.course} was refused, with {count} to mend:"))
    return 1
