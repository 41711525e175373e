"""Practising in a notebook cell."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e import cell
from tests.e2e.desk import FIRST, SECOND, WRONG, Desk, workspace
from tests.services.jupyter import Jupyter

LOW = ViewportSize(width=1280, height=560)
LINES = "x = 1\n" * 40
IN_PLACE = """([inner, outer]) => {
  const [one, other] = [inner, outer].map((each) => document.querySelector(each).getBoundingClientRect().bottom);
  return Math.abs(one - other) <= 2;
}"""
"""Whether two elements end at the same height."""


def opened(page: Page, lab: Jupyter, *more: str) -> Desk:
    """A notebook in JupyterLab with the practice in its first cell."""
    return cell.run(page, workspace(lab, cell.written(lab, *more)))


def test_two_attempts_in_a_cell_solve_the_first_assignment(page: Page, lab: Jupyter) -> None:
    opened(page, lab, "").solves_the_first_at_the_second_attempt()


def test_the_keys_of_the_practice_leave_the_notebook_alone(page: Page, lab: Jupyter) -> None:
    desk = opened(page, lab, "")
    desk.shows(FIRST.title)
    desk.write(FIRST.solution)
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("Solved")
    desk.submit.focus()
    page.keyboard.press("b")
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(2)
    expect(desk.result).to_have_text("Solved")


@pytest.mark.parametrize("command", ["enable-output-scrolling", "disable-output-scrolling"])
def test_submit_is_at_hand_from_the_first_line_of_the_handout_to_the_last(
    page: Page, lab: Jupyter, command: str
) -> None:
    page.set_viewport_size(LOW)
    desk = opened(page, lab, LINES, LINES)
    desk.shows(FIRST.title)
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
    page.evaluate("command => window.jupyterapp.commands.execute(`notebook:${command}`)", command)
    scrolled = page.locator(".jp-CodeCell.jp-mod-outputsScrolled:has(.pp-app)")
    expect(scrolled).to_have_count(1 if command.startswith("enable") else 0)
    desk.write(WRONG)
    notebook = page.locator(".jp-WindowedPanel-outer")
    notebook.evaluate("box => box.scrollTo(0, 0)")
    expect(desk.root.locator(".pp-where")).to_be_in_viewport()
    at_the_lower_edge(page, desk)

    desk.submit.click()
    desk.says("Not solved yet")
    expect(desk.result).to_be_in_viewport()
    at_the_lower_edge(page, desk)


def test_the_actions_end_the_practice_where_its_end_is_seen(page: Page, lab: Jupyter) -> None:
    page.set_viewport_size(LOW)
    desk = opened(page, lab, LINES, LINES)
    desk.shows(FIRST.title)
    at_the_lower_edge(page, desk)
    page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".jp-InputPrompt").scroll_into_view_if_needed()
    page.wait_for_function(IN_PLACE, arg=[".pp-actions", ".pp-app"])
    assert not page.evaluate(IN_PLACE, [".pp-actions", ".jp-WindowedPanel-outer"])


def test_a_cell_of_one_assignment_shows_that_one_and_no_way_to_another(page: Page, lab: Jupyter) -> None:
    practice = f"from jupyter_pyprac import Practice\nPractice({SECOND.slug!r})"
    desk = cell.run(page, workspace(lab, cell.written(lab, practice=practice)))
    desk.shows(SECOND.title)
    desk.write(SECOND.solution)
    desk.submit.click()
    desk.says("Solved")
    expect(desk.root.get_by_role("button", name="Next assignment")).to_have_count(0)
    assert lab.ask("GET", "pyprac/assignment").body["slug"] == FIRST.slug


@pytest.mark.own_server("--ServerApp.jpserver_extensions={'jupyter_pyprac': False}")
def test_without_the_server_extension_the_cell_says_what_it_needs(page: Page, lab: Jupyter) -> None:
    desk = cell.run(page, workspace(lab, cell.written(lab, "")))
    expect(desk.root).to_contain_text("Practice needs a Jupyter server with jupyter_pyprac")
    expect(desk.root.get_by_role("link", name="How to install it")).to_be_visible()


def at_the_lower_edge(page: Page, desk: Desk) -> None:
    """Wait until the actions are the last that is seen of the notebook."""
    page.wait_for_function(IN_PLACE, arg=[".pp-actions", ".jp-WindowedPanel-outer"])
    expect(desk.submit).to_be_in_viewport(ratio=1)
