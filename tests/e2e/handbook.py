"""The pictures of the documentation, taken from the running practice as the tests meet it."""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e import cell
from tests.e2e.desk import ASSIGNMENTS, Desk, panel, workspace
from tests.services.jupyter import Jupyter, jupyter

WHOLE = ViewportSize(width=1280, height=800)
PORTRAIT = ViewportSize(width=900, height=900)
ASSIGNMENT = 5
"""The number of the first whose answers are returned by a function, so that the picture shows call and line."""
WRONG = 2
"""Of its wrong solutions: the prices exchanged, so that a line is marked which returned a wrong value."""
MISSPELT = 'name = input()\nprint(f"Hello, {nam}!")\n'


def document(browser: Browser, folder: Path) -> None:
    """Write the pictures to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with jupyter([sys.executable, "-m", "jupyterlab"], os.environ, "--LabApp.expose_app_in_browser=True") as lab:
        page = browser.new_page(viewport=WHOLE)
        desk = panel(page, lab)
        in_the_panel(desk, folder)
        page.close()
        in_a_cell(browser.new_page(viewport=PORTRAIT), lab, folder)


def in_the_panel(desk: Desk, folder: Path) -> None:
    """An error and what it means, a wrong result, two attempts side by side, and all assignments."""
    first, *onward = ASSIGNMENTS[:ASSIGNMENT]
    desk.shows(first.title)
    hide_files(desk.page)
    attempt(desk, MISSPELT, "Stopped by an error in test 1")
    picture(desk.page, folder / "error.png")
    attempt(desk, first.solution, "Solved")
    desk.attempts().nth(1).get_by_role("button", name=re.compile("^Attempt 1")).click()
    desk.root.get_by_role("button", name="Compare").click()
    desk.root.get_by_label("Compare to").select_option("Attempt 2")
    expect(desk.root.get_by_role("list", name="Tests that changed")).to_be_visible()
    picture(desk.page, folder / "compare.png")
    for following in onward:
        desk.root.get_by_role("button", name="Next assignment").click()
        desk.shows(following.title)
    attempt(desk, onward[-1].wrong_solutions[WRONG].code, "Not solved yet")
    picture(desk.page, folder / "panel.png")
    desk.overview()
    picture(desk.page, folder / "assignments.png")


def in_a_cell(page: Page, lab: Jupyter, folder: Path) -> None:
    """The practice in a notebook."""
    desk = cell.run(page, workspace(lab, cell.written(lab)))
    desk.shows(ASSIGNMENTS[ASSIGNMENT - 1].title)
    picture(page, folder / "cell.png")


def attempt(desk: Desk, code: str, result: str) -> None:
    """Submit the code and wait for what comes of it."""
    desk.write(code)
    desk.submit.click()
    desk.says(result)


def hide_files(page: Page) -> None:
    """Leave the whole page to the practice."""
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator("#jp-left-stack")).to_be_hidden()


def picture(page: Page, file: Path) -> None:
    """The page as it is, with the mouse out of the way."""
    page.mouse.move(0, 0)
    page.screenshot(path=file, animations="disabled")
