"""A real JupyterLab, shared by the tests, and the system's Chromium to use it with."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import gallery as states
from tests.e2e.gallery import Gallery
from tests.e2e.laptop import Laptop
from tests.services.browser import (  # noqa: F401  fixtures and a hook
    browser_context_args,
    browser_type_launch_args,
    jp_asyncio_loop,
    jp_server_cleanup,
    pytest_collection_modifyitems,
)
from tests.services.jupyter import Jupyter, jupyter

collect_ignore = [] if sys.platform == "linux" else ["test_pictures.py"]
"""macOS draws letters otherwise than the Linux on which pictures were approved, whatever the font."""
BUILT = Path(__file__).parents[2] / "jupyter_pyprac" / "labextension" / "package.json"
EXPOSED = [f"--{name}.expose_app_in_browser=True" for name in ("LabApp", "JupyterNotebookApp")]


@contextmanager
def started(*flags: str, base: str = "/") -> Iterator[Jupyter]:
    """JupyterLab, which serves Notebook 7 too, with nothing practised yet."""
    if not BUILT.exists():
        pytest.skip("the panel is not built: python3 scripts/dev.py setup")
    with jupyter([sys.executable, "-m", "jupyterlab"], os.environ, *EXPOSED, *flags, base=base) as running:
        yield running


@pytest.fixture(scope="session")
def laptop() -> Iterator[Laptop]:
    """What the tests share: to start a server, with its graders and its database, takes longer than most of them."""
    with started() as running, closing(Laptop(running)) as shared:
        yield shared


@pytest.fixture
def lab(request: pytest.FixtureRequest) -> Iterator[Jupyter]:
    """The shared server with nothing practised yet, or one as the test's mark `own_server(*flags, base=)` says."""
    own = request.node.get_closest_marker("own_server")
    if own is None:
        laptop: Laptop = request.getfixturevalue("laptop")
        laptop.forget()
        yield laptop.lab
        return
    with started(*own.args, **own.kwargs) as running:
        yield running


@pytest.fixture
def faults_of_its_own() -> frozenset[str]:
    """What the application throws without us; a file of tests can name more."""
    return frozenset()


@pytest.fixture
def page(lab: Jupyter, page: Page, faults_of_its_own: frozenset[str]) -> Iterator[Page]:  # noqa: ARG001  the server must outlive the page
    """A page of the browser; a test in which a script of the page threw an error has failed."""
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    assert [each for each in thrown if each not in faults_of_its_own] == []


@pytest.fixture(scope="session")
def gallery(browser: Browser) -> Iterator[Gallery]:
    """Every state of the app, without a server."""
    with states.opened(browser) as opened:
        yield opened
