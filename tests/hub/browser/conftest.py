"""People at their browsers, each in front of the Hub's login page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.services.browser import (  # noqa: F401  fixtures and a hook
    browser_context_args,
    browser_type_launch_args,
    jp_asyncio_loop,
    jp_server_cleanup,
    pytest_collection_modifyitems,
)


@pytest.fixture(autouse=True)
def faultless(page: Page) -> Iterator[None]:
    """Fail a test in which a script of the page threw an error."""
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield
    assert thrown == []
