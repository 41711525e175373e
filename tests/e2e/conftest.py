"""A real JupyterLab for each test, and the system's Chromium to use it with."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import machine
import pytest
from playwright.sync_api import Page

from tests.services.jupyter import Jupyter, jupyter

BUILT = Path(__file__).parents[2] / "jupyter_pyprac" / "labextension" / "package.json"
QUIET = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
CLASSES = {"jupyterlab": "LabApp", "notebook": "JupyterNotebookApp"}
SIZE = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last: once its loop has run in this thread, no test can run one of its own."""
    items.sort(key=lambda item: "page" in getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    """No loop of the test's own, which other tests get: the browser's is running."""


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    """Nothing to clean up, for the same reason: servers here are processes."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the system, without asking the network for anything."""
    path = machine.chromium()
    if path is None:
        pytest.skip("Chromium not found: install the package chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A window in which the panel shows both its panes."""
    return {**browser_context_args, "viewport": SIZE}


@pytest.fixture
def application() -> str:
    """The Python module whose pages `lab` serves; a file of tests can name another."""
    return "jupyterlab"


@pytest.fixture
def base() -> str:
    """The path below which the server answers; a test can name another by parametrizing it."""
    return "/"


@pytest.fixture
def flags() -> tuple[str, ...]:
    """More words for the server's command line; a test can name some by parametrizing it."""
    return ()


@pytest.fixture
def lab(application: str, base: str, flags: tuple[str, ...]) -> Iterator[Jupyter]:
    """JupyterLab, or what `application` says, with nothing practised yet."""
    if not BUILT.exists():
        pytest.skip("the panel is not built: python3 scripts/dev.py setup")
    exposed = f"--{CLASSES[application]}.expose_app_in_browser=True"
    with jupyter([sys.executable, "-m", application], os.environ, exposed, *flags, base=base) as running:
        yield running


@pytest.fixture
def faults_of_its_own() -> frozenset[str]:
    """What the application throws without us; a file of tests can name more."""
    return frozenset()


@pytest.fixture(autouse=True)
def faultless(lab: Jupyter, page: Page, faults_of_its_own: frozenset[str]) -> Iterator[None]:  # noqa: ARG001  the server must outlive the page
    """Fail a test in which a script of the page threw an error."""
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield
    assert [each for each in thrown if each not in faults_of_its_own] == []
