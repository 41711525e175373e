"""Grade one file as a submission would be, with no server, Redis or database, and print what a student sees.

The status is 0 whatever the verdict is: read `correct` with --json.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from grader_service import launcher
from grader_service.contract import CODE_BYTES
from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.source import read_bytes
from jupyter_pyprac.cli import check, report
from jupyter_pyprac.cli.paths import given_path
from jupyter_pyprac.cli.verdict import as_text
from jupyter_pyprac.errors import Malformed, TooLarge, Unknown
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.practice.code import checked_text
from jupyter_pyprac.practice.jobs import submission_job
from jupyter_pyprac.visibility import verdict_view

FILE_BYTES = 2 * CODE_BYTES + 4
"""Of a file that is read: its line ends may take two bytes and count as one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "course", metavar="COURSE", type=given_path, help="a bundle (.json), a notebook, or a folder of them"
    )
    parser.add_argument("slug", metavar="SLUG", help="the assignment")
    parser.add_argument("code", metavar="CODE", type=given_path, help="the file to grade; - for standard input")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")


def run(options: argparse.Namespace) -> int:
    """Grade and print; 1 where the grader could not."""
    bundle = check.settled(source.load(options.course, check.shown))
    assignment = pick(bundle.assignments, options.slug)
    code = read_code(options.code)
    with launcher.workshop(1) as workshop:
        verdict = workshop.grade(submission_job(assignment, code), bundle.files)
    view = verdict_view(verdict)
    sys.stdout.write(report.as_json(msgspec.to_builtins(view)) if options.json else as_text(view))
    if verdict.status != "system":
        return 0
    reason = verdict.error.message if verdict.error else "it does not say why"
    sys.stderr.write(f"jupyter pyprac: the grader had a problem: {reason}\n")
    return 1


def pick(assignments: tuple[Assignment, ...], slug: str) -> Assignment:
    """The assignment of that slug; `Unknown` names those there are."""
    for assignment in assignments:
        if assignment.slug == slug:
            return assignment
    message = f"There is no assignment {slug!r}; there are {', '.join(each.slug for each in assignments)}."
    raise Unknown(message, "unknown-assignment")


def read_code(path: Path) -> str:
    """The code in a file, under the rules of a submission."""
    raw = sys.stdin.buffer.read(FILE_BYTES + 1) if str(path) == "-" else read_bytes(path, FILE_BYTES)
    try:
        return checked_text(raw[:FILE_BYTES].decode("utf-8-sig"), "code")
    except UnicodeDecodeError as error:
        raise Refused((Reason(str(path), f"is not text in UTF-8: byte {error.start} cannot be read"),)) from error
    except (Malformed, TooLarge) as error:
        raise Refused((Reason(str(path), f"could not be submitted: {error}"),)) from error
