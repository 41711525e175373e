"""Practising in JupyterLab's panel."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.desk import FIRST, PATIENCE, SECOND, WRONG, Desk, command, panel, reload, workspace
from tests.services.jupyter import Jupyter


def test_two_attempts_solve_the_first_assignment_and_lead_to_the_second(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.solves_the_first_at_the_second_attempt()

    reload(page, lab)
    desk.shows(SECOND.title)
    desk.has_points(100)
    desk.root.get_by_role("button", name="Previous assignment").click()
    desk.shows(FIRST.title)
    rows = desk.attempts()
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Attempt 2: Solved")
    expect(rows.nth(1)).to_contain_text("Attempt 1: Not solved")


def test_the_first_assignment_is_solved_by_keyboard_alone(page: Page, lab: Jupyter) -> None:
    page.goto(workspace(lab))
    expect(page.get_by_role("tabpanel", name="Launcher")).to_be_visible(timeout=3 * PATIENCE)
    command(page, "practice python", "Practice Python")
    desk = Desk(page, page.locator(".jp-PyPrac"))
    desk.shows(FIRST.title)
    for _ in range(10):
        if desk.editor.evaluate("element => element.contains(document.activeElement)"):
            break
        page.keyboard.press("F6")
    expect(desk.editor).to_be_focused()

    typed(page, WRONG)
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("Not solved yet")
    expect(desk.editor).to_be_focused()

    typed(page, FIRST.solution)
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("Solved")
    desk.has_points(100)

    page.keyboard.press("Alt+PageDown")
    desk.shows(SECOND.title)


def test_a_run_tells_how_far_it_is_and_gives_its_place_to_a_submission(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    visible = len([test for test in FIRST.tests if not test.hidden])
    desk.write("input()\nwhile True:\n    pass\n")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(desk.result).to_have_text(re.compile(f"^Running test [12] of {visible}$"))
    expect(desk.root.get_by_role("list", name="Hidden tests")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+Enter")
    expect(desk.root.get_by_text("One moment: the run goes on.").first).to_be_visible()
    desk.write(FIRST.solution)
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("Solved")
    expect(desk.attempts()).to_have_count(1)


def test_everybody_can_read_a_result_and_the_overview_in_each_theme(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")
    found = {theme: read_in(page, desk, theme) for theme in ("Light", "Dark", "Dark High Contrast")}
    assert found == {theme: ([], []) for theme in found}


def read_in(page: Page, desk: Desk, theme: str) -> tuple[list[object], list[object]]:
    """What a theme of JupyterLab's makes unreadable in the practice, and in the overview above it."""
    name = f"JupyterLab {theme}"
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
    expect(page.locator(f"body[data-jp-theme-name='{name}']")).to_be_attached()
    practice = violations(page, ".pp-root")
    desk.overview_button.click()
    desk.opened_overview()
    overview = violations(page, ".pp-drawer")
    page.keyboard.press("Escape")
    return practice, overview


def typed(page: Page, code: str) -> None:
    """Replace what the focused editor holds, key by key."""
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(code)
