"""Practising in Jupyter Notebook 7: in a cell, and in the panel beside a notebook."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import cell
from tests.e2e.desk import FIRST, PATIENCE, SECOND, Desk, bundle
from tests.services.jupyter import TOKEN, Jupyter

assert bundle is not None
COURSE = bundle.course.slug


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


def test_the_panel_beside_a_notebook_opens_by_an_address(page: Page, lab: Jupyter) -> None:
    desk = beside(page, lab)
    desk.root.get_by_role("tab", name="Code").click()
    desk.write(SECOND.solution)
    desk.submit.click()
    desk.says("Solved")
    desk.has_points(100)


def test_the_menu_of_the_panel_offers_what_the_page_can_do(page: Page, lab: Jupyter) -> None:
    desk = beside(page, lab)
    desk.root.get_by_role("tab", name="Code").click()
    desk.root.get_by_role("button", name="More").click()
    entries = desk.root.get_by_role("menuitem")
    expect(entries).to_have_text(["Open in a Scratch Notebook", "Copy Link to Assignment"])
    with page.expect_popup() as opened:
        entries.first.click()
    expect(opened.value.locator(".jp-Notebook")).to_contain_text(SECOND.title)


def test_hints_and_the_overview_of_the_panel_leave_the_notebook_alone(page: Page, lab: Jupyter) -> None:
    desk = beside(page, lab)
    hints = desk.root.get_by_role("region", name="Hints")
    hints.get_by_role("button", name="Show hint 1").press("Enter")
    expect(hints.get_by_role("listitem")).to_be_focused()

    drawer = desk.overview()
    page.keyboard.type(FIRST.title.lower())
    expect(drawer.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    desk.shows(FIRST.title)
    expect(hints).to_contain_text(f"0 of {len(FIRST.hints)} shown")
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(2)


def beside(page: Page, lab: Jupyter) -> Desk:
    """The panel beside a notebook, on the second assignment."""
    name = cell.written(lab, "")
    page.goto(f"{lab.url}/notebooks/{name}?token={TOKEN}&pyprac={COURSE}/{SECOND.slug}")
    desk = Desk(page, page.locator(".jp-PyPrac"))
    expect(desk.root.locator(".pp-where")).to_contain_text(SECOND.title, timeout=3 * PATIENCE)
    return desk
