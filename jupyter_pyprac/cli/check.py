"""Run a course's programs through its tests: solutions must pass, starters and wrong solutions must not."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from grader_service import launcher
from grader_service.contract import Job, Verdict
from jupyter_pyprac.authoring import check, settling, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
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
    told = report.accepted(bundle)
    heading = f"{bundle.course.title} ({bundle.course.slug}) is in order"
    sys.stdout.write(report.as_json(told) if options.json else report.as_text(told, heading))
    return 0


def checked(bundle: Bundle) -> Bundle:
    """The bundle after the gate, with what was noticed there."""
    threads = check.usable_processors()
    with launcher.workshop(threads) as workshop:
        grade = grading(workshop.grade, bundle)
        found = settle(bundle, grade)
        total = sum(len(list(check.trials(assignment))) for assignment in found.assignments)
        with Progress("Checking", total) as progress:
            return check.check(found, grade, threads=min(threads, total), ended=progress.step)


def settled(bundle: Bundle) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    if not settling.to_settle(bundle):
        return bundle
    with launcher.workshop(1) as workshop:
        return settle(bundle, grading(workshop.grade, bundle))


def settle(bundle: Bundle, grade: check.Grade) -> Bundle:
    """The same with a grader that is there already."""
    with Progress("Trying", len(settling.to_settle(bundle))) as progress:
        return settling.settled(bundle, grade, progress.step)


def grading(grade: Callable[[Job, Mapping[str, bytes]], Verdict], bundle: Bundle) -> check.Grade:
    """How programs of the bundle are graded."""
    return lambda assignment, code: grade(submission_job(assignment, code), bundle.files)


def refuse(error: Refused, options: argparse.Namespace) -> int:
    """Report why nothing came of it: JSON to stdout, sentences to stderr."""
    told = report.refused(error)
    if options.json:
        sys.stdout.write(report.as_json(told))
    else:
        count = len(error.reasons)
        sys.stderr.write(report.as_text(told, f"{options.course} was refused, with {count} to mend:"))
    return 1
