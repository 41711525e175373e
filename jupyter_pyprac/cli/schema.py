"""Print the JSON Schema (2020-12) of a bundle, for editors and for programs that write courses.

`import` and `check` read bundles by the same data; they also see what a schema cannot say, such as code that is not
Python.
"""

import argparse
import sys

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.cli import report


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help="changes nothing: a schema is JSON")


def run(_: argparse.Namespace) -> int:
    """Print it."""
    sys.stdout.write(report.as_json(bundle.schema()))
    return 0
