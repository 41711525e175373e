"""Print who has solved what in a course: a table, or CSV or JSON for other programs."""

import argparse
import asyncio
import csv
import io
import sys
from collections.abc import Iterable

import msgspec

from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.staff import STAFF, opened
from jupyter_pyprac.practice.clock import utc_now
from jupyter_pyprac.practice.teaching import Board, Student, Teaching

PAGE = 1000


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("course", metavar="COURSE", nargs="?", help="the course's slug, where there are several")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, as GET /progress answers")
    form.add_argument("--csv", action="store_true", help="print CSV: a row a student, a column an assignment")
    settings.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the whole class."""
    board = asyncio.run(whole(options))
    if options.json:
        sys.stdout.write(report.as_json(msgspec.to_builtins(board)))
    else:
        sys.stdout.write(as_csv(board) if options.csv else as_text(board))
    return 0


async def whole(options: argparse.Namespace) -> Board:
    """The board with all its students on one page."""
    async with opened(options) as database:
        teaching = Teaching(database=database, clock=utc_now)
        page = await teaching.progress(STAFF, options.course, limit=PAGE, after=None)
        students = list(page.students)
        while page.next is not None:
            page = await teaching.progress(STAFF, options.course, limit=PAGE, after=page.next)
            students += page.students
    return msgspec.structs.replace(page, students=students)


def as_csv(board: Board) -> str:
    """`student,score` and each assignment's slug; a cell is the status, empty where nothing was tried.

    A name that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    slugs = [each.slug for each in board.assignments]
    writer.writerow(["student", "score", *slugs])
    for student in board.students:
        name = f"'{student.name}" if student.name[:1] in tuple("=+-@\t\r") else student.name
        writer.writerow([name, student.score, *statuses(student, slugs)])
    return text.getvalue()


def statuses(student: Student, slugs: Iterable[str]) -> list[str]:
    """How far the student is with each."""
    return [student.assignments[slug].status if slug in student.assignments else "" for slug in slugs]


def as_text(board: Board) -> str:
    """A line a student: solved, tried, score; then a line an assignment with how many solved it."""
    lines = [f"{board.course.title}: {len(board.students)} student(s)"]
    width = max([len(student.name) for student in board.students], default=0)
    for student in board.students:
        solved = sum(each.status == "solved" for each in student.assignments.values())
        lines.append(f"  {student.name:{width}}  {solved:3} solved, {len(student.assignments):3} tried")
    width = max([len(each.slug) for each in board.assignments], default=0)
    for column in board.assignments:
        found = [student.assignments.get(column.slug) for student in board.students]
        solved = sum(each is not None and each.status == "solved" for each in found)
        lines.append(f"  {column.slug:{width}}  solved by {solved:3}, tried by {sum(map(bool, found)):3}")
    if board.failed:
        lines.append(f"{board.failed} submission(s) could not be graded: jupyter pyprac requeue {board.course.slug}")
    return "\n".join(lines) + "\n"
