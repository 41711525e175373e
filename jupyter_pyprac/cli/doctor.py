"""Look at what this deployment needs, and name the mend for what is not right.

It looks at the sandbox: which level of protection runs of student code get on this machine, found by trying.
"""

import argparse
import sys

import msgspec

from grader_service import launcher
from grader_service.config import load as load_grader
from grader_service.diagnosis import Finding, of_sandbox
from grader_service.errors import GraderError
from jupyter_pyprac.cli import report
from jupyter_pyprac.cli.settings import ServerConfiguration
from jupyter_pyprac.errors import Misconfigured


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(options: argparse.Namespace) -> int:
    """Look, and print; 1 where something must be mended."""
    findings = sandbox()
    told = {"sandbox": msgspec.to_builtins(findings)}
    sys.stdout.write(report.as_json(told) if options.json else as_text("Sandbox", findings))
    return 0 if findings[0].fine else 1


def sandbox() -> list[Finding]:
    """What is found of the sandbox, the level first."""
    application = ServerConfiguration()
    application.load_config_file()
    try:
        settings = load_grader(application.config)
        with launcher.workshop(1, settings.scratch) as workshop:
            return of_sandbox(workshop.protection, settings.minimum_protection, settings.scratch)
    except GraderError as error:
        raise Misconfigured(str(error)) from error


def as_text(title: str, findings: list[Finding]) -> str:
    """The findings for a person at a terminal."""
    lines = [title]
    for finding in findings:
        lines.append(f"  {'ok ' if finding.fine else 'NO '} {finding.what}: {finding.found}")
        lines += [f"      mend: {finding.mend}"] if finding.mend else []
    return "\n".join([*lines, ""])
