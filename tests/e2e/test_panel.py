"""Practising in JupyterLab's panel."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import FIRST, PATIENCE, SECOND, WRONG, Desk, workspace
from tests.services.jupyter import Jupyter

AXE = Path(__file__).parents[2] / "labextension" / "node_modules" / "axe-core" / "axe.min.js"


def test_two_attempts_solve_the_first_assignment_and_lead_to_the_second(page: Page, lab: Jupyter) -> None:
    address = workspace(lab)
    page.goto(address)
    page.get_by_role("button", name="Practice Python").click(timeout=3 * PATIENCE)
    desk = Desk(page, page.locator(".jp-PyPrac"))
    desk.solves_the_first_at_the_second_attempt()

    page.goto(address)
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
    page.keyboard.press("ControlOrMeta+Shift+C")
    palette = page.get_by_role("search").or_(page.locator(".lm-CommandPalette-search"))
    expect(palette.first).to_be_visible()
    page.keyboard.type("practice python")
    expect(page.locator(".lm-CommandPalette-item.lm-mod-active")).to_contain_text("Practice Python")
    page.keyboard.press("Enter")
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


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_result_can_be_read_by_everybody(page: Page, lab: Jupyter, theme: str) -> None:
    page.goto(workspace(lab))
    page.get_by_role("button", name="Practice Python").click(timeout=3 * PATIENCE)
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    expect(page.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached(timeout=PATIENCE)
    desk = Desk(page, page.locator(".jp-PyPrac"))
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document.querySelector('.pp-root'))")
    assert found["passes"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []


def typed(page: Page, code: str) -> None:
    """Replace what the focused editor holds, key by key."""
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(code)
