"""Everything `make test` runs, in order, and the runners' own summaries repeated at the end."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from house import PANEL, PYTHON, tools
from steps import ROOT, VENV, say

OF_PYTEST = r"^=+ .*\b(passed|failed|errors?|skipped|no tests ran)\b.* =+$"
OF_VITEST = r"^\s*(Test Files|Tests|Errors|Duration)\s{2}"
SUMMARIES = re.compile(f"{OF_PYTEST}|{OF_VITEST}")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
SKIPPED = re.compile(r"^\s*(Test Files|Tests)\s{2}.*\b(skipped|todo)\b")
FIRST_HALF = ("tests/attacks", "tests/faults", "tests/grader_service", "tests/hub", "tests/jupyter_pyprac/authoring")
"""Attackers and graders of Hubs are the account `nobody`, so those run one after the other; authoring evens it out."""


@dataclass(frozen=True)
class Check:
    """One command that must end with 0.

    `told`: its output ends in a summary worth repeating; `mark`: its lines begin so, where another one runs beside it.
    """

    name: str
    command: Sequence[str | Path]
    where: Path = ROOT
    told: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a check ended, and the summary lines of its runner."""

    name: str
    fine: bool
    summary: Sequence[str]


def checks() -> list[Check]:
    """All that run one after the other, the quick ones first."""
    npm = VENV / "bin" / "npm"
    return [
        Check("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
        Check("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        Check("mypy", [PYTHON, "-m", "mypy"]),
        Check("import-linter", [VENV / "bin" / "lint-imports", "--config", "setup.cfg"]),
        Check("contract types", [PYTHON, "scripts/contract_types.py", "--check"]),
        Check("sentences", [PYTHON, "scripts/sentences.py", "--check"]),
        Check("eslint", [npm, "run", "--silent", "lint"], PANEL),
        Check("tsc", [npm, "run", "--silent", "typecheck"], PANEL),
        Check("vitest", [npm, "run", "--silent", "test"], PANEL, told=True),
    ]


def tests() -> list[Check]:
    """All of pytest's, in halves that run side by side: most tests wait for another process most of the time."""
    others = [f"--ignore={folder}" for folder in FIRST_HALF]
    return [
        Check("pytest, first half", pytest("--output=test-results/1", *FIRST_HALF), told=True, mark="1: "),
        Check("pytest, second half", pytest("--output=test-results/2", *others), told=True, mark="2: "),
    ]


def pytest(*words: str) -> list[str | Path]:
    """The command that runs pytest."""
    return [PYTHON, "-m", "pytest", *words]


def strictness(*, strict: bool) -> dict[str, str]:
    """The environment under which tests/conftest.py makes a skipped test a failed one."""
    return {"STRICT": "1" if strict else "0"}


def run_all(*, strict: bool) -> int:
    """Run every check, whatever the others say; 0 where all are fine."""
    run = partial(run_one, strict=strict)
    outcomes = [run(check) for check in checks()]
    with ThreadPoolExecutor() as side_by_side:
        outcomes += side_by_side.map(run, tests())
    failed = [outcome.name for outcome in outcomes if not outcome.fine]
    say(f"\n{'NOT fine: ' + ', '.join(failed) if failed else 'All checks are fine. What the test runners said:'}")
    for outcome in outcomes:
        for line in outcome.summary:
            say(line)
    return 1 if failed else 0


def run_one(check: Check, *, strict: bool) -> Outcome:
    """Run one check with its output shown."""
    say(f"\n── {check.name}")
    plain = {} if sys.stdout.isatty() else {"NO_COLOR": "1"}
    environment = {**os.environ, **tools(), **strictness(strict=strict), **plain}
    code, lines = shown(check, environment) if check.told else (called(check, environment), [])
    skipped = strict and any(SKIPPED.match(line) for line in lines)
    if skipped:
        say(f"{check.name}: skipped tests are failures here")
    return Outcome(check.name, code == 0 and not skipped, lines)


def called(check: Check, environment: Mapping[str, str]) -> int:
    """The code with which the check's command ended."""
    command = [str(word) for word in check.command]
    return subprocess.run(command, cwd=check.where, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def shown(check: Check, environment: Mapping[str, str]) -> tuple[int, list[str]]:
    """The same, with the summary lines read from the output on its way to the screen."""
    command = [str(word) for word in check.command]
    summary: list[str] = []
    with subprocess.Popen(
        command,
        cwd=check.where,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101  for mypy: a pipe was asked for
        for line in process.stdout:
            say(check.mark + line.rstrip("\n"))
            plain = COLOURS.sub("", line.rstrip("\n"))
            if SUMMARIES.match(plain):
                summary.append(plain)
    return process.returncode, summary
