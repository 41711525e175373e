"""Look at what this deployment needs, and name the mend for what is not right.

Where it is run decides what it looks at. On a student's server of a Hub: secrets that lie there, the way to the
practice service, and whether that accepts the server. Beside the service or a grader, with their environment: the
database and its tables, Redis and what would lose its data, who can read the secrets, what the Hub allows, and which
level of protection runs of student code get on this machine, found by trying.
"""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from traitlets.config import Config

from grader_service import launcher
from grader_service.config import load as load_grader
from grader_service.diagnosis import Finding, of_sandbox
from grader_service.errors import GraderError
from jupyter_pyprac import config
from jupyter_pyprac.cli import report, settings
from jupyter_pyprac.cli.looking import services, student, variables
from jupyter_pyprac.errors import Misconfigured

Sections = dict[str, list[Finding]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(options: argparse.Namespace) -> int:
    """Look, and print; 1 where something must be mended."""
    file = settings.files()
    with quiet():
        found = sections(file, os.environ)
    sys.stdout.write(report.as_json(msgspec.to_builtins(found)) if options.json else as_text(found))
    return 0 if all(finding.fine for name in found for finding in must_be_fine(name, found[name])) else 1


def sections(file: Config, environment: Mapping[str, str]) -> Sections:
    """What is found, by what it was looked for in."""
    misspelt = variables.look(environment)
    heard: Sections = {"settings": misspelt} if misspelt else {}
    if environment.get("JUPYTERHUB_USER"):  # the Hub sets it for people's servers, and for nothing else
        return heard | asyncio.run(student.look(file, environment))
    given = config.load(file, environment)
    return {**heard, **graders(file), "sandbox": sandbox(file), **asyncio.run(services.look(given, environment))}


def graders(file: Config) -> Sections:
    """Whether graders can run as the user that is set for them, where one is."""
    try:
        user = load_grader(file).user
    except GraderError as error:
        raise Misconfigured(str(error)) from error
    if not user or os.geteuid() != 0:
        return {}
    try:
        launcher.refuse_barred(user)
    except GraderError as error:
        return {"graders": [Finding("user", fine=False, found=f"{user} cannot run them", mend=str(error))]}
    return {"graders": [Finding("user", fine=True, found=f"{user} can run them")]}


def sandbox(file: Config) -> list[Finding]:
    """What is found of the sandbox, the level first."""
    try:
        given = load_grader(file)
        with launcher.workshop(1, given.scratch) as workshop:
            return of_sandbox(workshop.protection, given.minimum_protection, given.scratch)
    except GraderError as error:
        raise Misconfigured(str(error)) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Let libraries not log beside the findings what these say."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def must_be_fine(name: str, findings: list[Finding]) -> list[Finding]:
    """All, but of the sandbox the level alone: the rest says what would give a higher one."""
    return findings[:1] if name == "sandbox" else findings


def as_text(found: Sections) -> str:
    """The findings for a person at a terminal."""
    return "\n".join(line for name, findings in found.items() for line in lines(name.capitalize(), findings)) + "\n"


def lines(title: str, findings: list[Finding]) -> list[str]:
    """One section."""
    told = [title]
    for finding in findings:
        told.append(f"  {'ok ' if finding.fine else 'NO '} {finding.what}: {finding.found}")
        told += [f"      mend: {finding.mend}"] if finding.mend else []
    return told
