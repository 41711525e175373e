"""Practising in a cell of Jupyter Notebook 7."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import cell
from tests.e2e.desk import SECOND
from tests.services.jupyter import TOKEN, Jupyter


@pytest.fixture
def application() -> str:
    """Not JupyterLab."""
    return "notebook"


@pytest.fixture
def faults_of_its_own() -> frozenset[str]:
    """Its start trips over a setting, with and without extensions."""
    return frozenset({"Cannot read properties of undefined (reading 'schema')"})


def test_two_attempts_solve_the_first_assignment_and_outlive_a_reload(page: Page, lab: Jupyter) -> None:
    address = f"{lab.url}/notebooks/{cell.written(lab, '')}?token={TOKEN}"
    cell.run(page, address).solves_the_first_at_the_second_attempt()
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")

    desk = cell.run(page, address)
    desk.shows(SECOND.title)
    desk.has_points(100)
    desk.root.get_by_role("button", name="Previous assignment").click()
    expect(desk.attempts()).to_have_count(2)
