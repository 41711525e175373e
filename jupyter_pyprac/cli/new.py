"""Begin a course, or an assignment in one: a notebook that passes `check` as it is, to write one's own over.

`jupyter pyprac new my-course` makes the folder with `course.toml` and a first notebook, and
`jupyter pyprac new my-course/02-loops.ipynb` one more. Nothing that is there is ever written over.
"""

import argparse
import sys
from pathlib import Path
from shlex import quote

from jupyter_pyprac.authoring import beginning
from jupyter_pyprac.cli import report
from jupyter_pyprac.cli.paths import given_path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("path", metavar="PATH", type=given_path, help="a new folder, or a new notebook in a course")
    parser.add_argument("--title", help="its title; without it made of its name")
    parser.add_argument("--language", default="en", help="the language of a new course, such as de or pt-BR (en)")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(options: argparse.Namespace) -> int:
    """Write it and say what to do next."""
    path: Path = options.path
    if path.suffix == ".ipynb":
        written = beginning.assignment(path, options.title)
    else:
        written = beginning.course(path, options.title, options.language)
    if options.json:
        sys.stdout.write(report.as_json({"written": list(map(str, written))}))
        return 0
    folder = written[-1].parent
    lines = [f"wrote {each}" for each in written]
    lines += [
        f"Open {written[-1]} in JupyterLab, write your own over it, and check it:",
        f"  jupyter pyprac check {quote(str(folder))}",
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    return 0
