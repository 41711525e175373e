"""What the panel and a cell fetch after their first paint, and what they are without it."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e import cell
from tests.e2e.desk import PATIENCE, Desk, panel, workspace
from tests.services.jupyter import Jupyter

OURS = re.compile(r"/jupyter-pyprac/static/.*\.js")
COMFORTS = re.compile(r"/jupyter-pyprac/static/comforts\.")

pytestmark = pytest.mark.timeout(300)


def opened(host: str, page: Page, lab: Jupyter) -> Desk:
    """The practice in the panel, or in a cell, with the comforts of its editor."""
    desk = panel(page, lab) if host == "panel" else cell.run(page, workspace(lab, cell.written(lab)))
    expect(desk.editor).to_have_attribute("aria-autocomplete", "list", timeout=3 * PATIENCE)
    return desk


@pytest.mark.parametrize("host", ["panel", "cell"])
def test_names_are_completed_brackets_closed_and_words_found(host: str, page: Page, lab: Jupyter) -> None:
    desk = opened(host, page, lab)
    desk.write("total = 1\n")
    page.keyboard.type("pri")
    offers = desk.root.get_by_role("listbox", name="Completions")
    expect(offers.get_by_role("option", name="print")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("(tot")
    expect(offers.get_by_role("option", name="total")).to_be_visible()
    page.keyboard.press("Tab")
    expect(desk.editor).to_contain_text("print(total)")
    page.keyboard.press("ControlOrMeta+F")
    expect(desk.root.get_by_role("textbox", name="Find")).to_be_focused()


@pytest.mark.parametrize("host", ["panel", "cell"])
def test_once_it_is_open_nothing_more_of_the_program_is_needed(host: str, page: Page, lab: Jupyter) -> None:
    under_way: set[Request] = set()
    page.on("request", lambda request: under_way.add(request))  # noqa: PLW0108  Playwright cannot call a builtin
    page.on("requestfinished", lambda request: under_way.discard(request))  # noqa: PLW0108
    desk = opened(host, page, lab)
    while any(OURS.search(request.url) for request in under_way):
        page.wait_for_event("requestfinished")
    page.route(OURS, lambda route: route.abort())
    desk.write("print(1)\n")
    desk.submit.click()
    desk.says("Not solved yet")
    expect(desk.root.get_by_role("group", name=re.compile("^Comparison for test"))).to_be_visible()
    desk.attempts().first.get_by_role("button", name=re.compile("^Attempt 1")).click()
    desk.root.get_by_role("button", name="Compare").click()
    expect(desk.root.get_by_label("Compare from")).to_be_visible()
    desk.overview_button.click()
    expect(desk.root.get_by_role("dialog", name="Assignments")).to_be_visible()


def test_a_panel_that_was_cut_off_at_its_first_paint_takes_code_and_brings_the_rest_on_request(
    page: Page, lab: Jupyter
) -> None:
    def first_paint_only(route: Route) -> None:
        if page.locator(".jp-PyPrac .cm-content").count() == 0:
            route.continue_()
        else:
            route.abort()

    page.route(OURS, first_paint_only)
    desk = panel(page, lab)
    expect(desk.editor).to_be_visible(timeout=3 * PATIENCE)
    desk.replace("print(1)\n")
    desk.submit.click()
    desk.says("Not solved yet")
    missed = desk.root.get_by_role("alert")
    expect(missed.first).to_contain_text("could not be loaded")
    page.keyboard.press("Alt+0")
    expect(missed.last.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Escape")
    expect(desk.overview_button).to_be_focused()
    desk.root.get_by_role("button", name="More").click()
    expect(missed.first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(missed).to_have_count(1)
    page.unroute(OURS)
    missed.get_by_role("button", name="Try again").first.click()
    expect(desk.root.get_by_role("group", name=re.compile("^Comparison for test"))).to_be_visible()
    expect(missed).to_have_count(0)
    desk.editor.click()
    expect(desk.editor).to_have_attribute("aria-autocomplete", "list")


def test_a_cell_that_missed_the_comforts_of_its_editor_gets_them_when_one_comes_back_to_it(
    page: Page, lab: Jupyter
) -> None:
    page.route(COMFORTS, lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: COMFORTS.search(request.url) is not None):
        desk = cell.run(page, workspace(lab, cell.written(lab)))
    desk.replace("print(1)\n")
    expect(desk.editor).not_to_have_attribute("aria-autocomplete", "list")
    page.unroute(COMFORTS)
    desk.submit.focus()
    desk.editor.focus()
    expect(desk.editor).to_have_attribute("aria-autocomplete", "list")
