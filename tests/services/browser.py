"""The system's Chromium, for tests that use a page; their folder's conftest imports what is here."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.services import chromium

PATIENCE = 20_000
"""Milliseconds that the slowest step, a grading on a busy machine, may take: so long is waited for what is expected."""
SIZE = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last: once its loop has run in this thread, no test can run one of its own."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    """No loop of the test's own, which other tests get: the browser's is running."""


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    """Nothing to clean up, for the same reason: servers here are processes."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the system, without asking the network for anything."""
    told = chromium.launch()
    if told is None:
        pytest.skip("Chromium not found: install the package chromium")
    return {**browser_type_launch_args, **told}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A window in which the panel shows both its panes, and what is expected of it may take its time."""
    expect.set_options(timeout=PATIENCE)
    return {**browser_context_args, "viewport": SIZE}
