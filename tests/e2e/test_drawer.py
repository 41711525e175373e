"""The overview of all assignments, and assignments that are closed."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e import cell
from tests.e2e.desk import FIRST, SECOND, command, panel, workspace
from tests.e2e.laptop import ONE, add_course
from tests.services.jupyter import Jupyter

LOW = ViewportSize(width=1100, height=520)
CLOSED = re.compile(r"^Closed today, \d\d:\d\d: you can still run your code$")


def test_an_assignment_is_found_and_opened_by_keyboard_alone(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    expect(desk.editor).to_be_focused()
    drawer = desk.overview()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(desk.overview_button).to_be_focused()

    desk.overview()
    page.keyboard.type(SECOND.title.lower())
    expect(drawer.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    desk.shows(SECOND.title)
    expect(desk.overview_button).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("option", name=FIRST.title)).to_contain_text("Untouched")


def test_the_palette_opens_the_overview(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    command(page, "all assignments", "All Assignments")
    desk.opened_overview()


def test_the_overview_is_whole_in_a_cell_that_is_scrolled(page: Page, lab: Jupyter) -> None:
    page.set_viewport_size(LOW)
    desk = cell.run(page, workspace(lab, cell.written(lab, "x = 1\n" * 40)))
    desk.shows(FIRST.title)
    desk.editor.click()
    drawer = desk.overview()
    for part in (".pp-drawer-head", ".pp-drawer-filter", ".pp-drawer-keys"):
        expect(drawer.locator(part)).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    desk.shows(SECOND.title)


def test_what_is_closed_is_run_and_not_submitted_and_nothing_is_lost(page: Page, lab: Jupyter) -> None:
    over = datetime.now(UTC) - timedelta(seconds=1)
    two = {**ONE, "slug": "two", "title": "Two", "order_number": 2}
    add_course(lab, "numbers", "Numbers", {**ONE, "due_at": over.isoformat()}, two)
    desk = panel(page, lab)
    desk.shows("The number one")
    desk.write(str(ONE["solution"]))
    expect(desk.submit).to_have_attribute("aria-disabled", "true")
    expect(desk.submit).to_have_accessible_description(CLOSED)
    desk.root.get_by_role("button", name=re.compile("^Run")).click()
    desk.says("The visible test passes")

    desk.editor.click()
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("This assignment is closed")
    expect(desk.root.locator(".pp-note")).to_contain_text("The deadline of 'The number one' has passed")
    expect(desk.editor).to_contain_text("return 1")
