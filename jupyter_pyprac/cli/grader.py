"""Run graders by themselves, against the Redis that PYPRAC_REDIS_URL names, until this command is ended."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from grader_service.config import load as load_grader
from grader_service.errors import GraderError
from grader_service.launcher import Graders, start_graders
from jupyter_pyprac import config
from jupyter_pyprac.authoring.report import counted
from jupyter_pyprac.cli import settings
from jupyter_pyprac.errors import Misconfigured

LOOK_SECONDS = 0.5


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--instances", type=positive, default=1, metavar="N", help="graders to start (1)")
    parser.add_argument("--slots", type=positive, metavar="N", help="jobs that each runs at once (by the machine)")
    parser.add_argument("--json", action="store_true", help="say in JSON what was started")


def positive(text: str) -> int:
    """A whole number from 1 on."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    """Start graders, start those again that fail, and end them on SIGTERM or Ctrl-C; 1 where one refuses to run."""
    with stopping() as stop, started(options) as graders:
        # one line, for whoever reads it while this goes on
        pids = graders.pids
        said = json.dumps({"graders": pids}) if options.json else f"{counted(len(pids), 'grader')} started."
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
        while not stop.wait(LOOK_SECONDS):
            if graders.refused:
                return 1
            graders.mend()
    return 0


@contextmanager
def started(options: argparse.Namespace) -> Iterator[Graders]:
    """Graders as the settings and the command line ask for them."""
    file = settings.files()
    url = config.load(file).redis_url
    if not url:
        message = "Graders need a Redis to take jobs from: set PYPRAC_REDIS_URL (or PYPRAC_REDIS_URL_FILE)."
        raise Misconfigured(message)
    try:
        given = load_grader(file)
        graders = start_graders(
            url,
            options.instances,
            minimum_protection=given.minimum_protection,
            slots=options.slots or given.slots or None,
            scratch=given.scratch or None,
            user=given.user or None,
            log_format=given.log_format,
        )
    except GraderError as error:
        raise Misconfigured(str(error)) from error
    try:
        yield graders
    finally:
        graders.stop()


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that is set when the command is to end."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
