"""What all tests share: a Jupyter server, real services, and `STRICT=1`, under which a skipped test has failed."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytest_jupyter.jupyter_server",
    "tests.services.valkey",
    "tests.services.postgres",
    "tests.services.practice",
]

ROOT = Path(__file__).parents[1]
STRICT = os.environ.get("STRICT") == "1"

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # so may the machine be
settings.load_profile("busy")


def pytest_configure() -> None:
    """Let processes that tests start find what the tests are about, also where it is not installed, and say it plainly.

    Where `FORCE_COLOR` is set Python colours what it says of errors and commands (3.14).
    """
    os.environ |= {"PYTHONPATH": str(ROOT), "PYTHON_COLORS": "0"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure under `STRICT`; an expected failure stays what it is."""
    report = yield
    if not hasattr(report, "wasxfail"):
        fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself."""
    report = yield
    fail_if_skipped(report)
    return report


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a skip a failure that keeps its reason."""
    if STRICT and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, and STRICT=1 allows no skips: {report.longrepr}"
