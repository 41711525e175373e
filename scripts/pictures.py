"""Takes the pictures of the documentation from the running panel: `.venv/bin/python scripts/pictures.py`."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import machine  # noqa: E402  beside this file

from jupyter_pyprac.authoring.example import example_course  # noqa: E402
from tests.e2e.desk import PATIENCE, Desk, workspace  # noqa: E402  the page as the tests meet it
from tests.services.jupyter import Jupyter, jupyter  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1280, height=800)
ASSIGNMENT = 2  # the first whose answers are returned by a function, so that the picture shows call and line


def main() -> None:
    """Write the pictures to docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with jupyter([sys.executable, "-m", "jupyterlab"], os.environ) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=sandbox)
        panel(browser.new_page(viewport=SIZE), lab)
        browser.close()


def panel(page: Page, lab: Jupyter) -> None:
    """The panel after an attempt that was not right yet."""
    bundle = example_course()
    assert bundle is not None  # noqa: S101  it lies in this clone
    page.goto(workspace(lab))
    page.get_by_role("button", name="Practice Python").click(timeout=3 * PATIENCE)
    desk = Desk(page, page.locator(".jp-PyPrac"))
    solved, shown = bundle.assignments[ASSIGNMENT - 2 : ASSIGNMENT]
    desk.shows(solved.title)
    desk.write(solved.solution)
    desk.submit.click()
    desk.says("Solved")
    desk.root.get_by_role("button", name="Next assignment").click()
    desk.shows(shown.title)
    desk.write(shown.wrong_solutions[-1].code)
    desk.submit.click()
    desk.says("Not solved yet")
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator("#jp-left-stack")).to_be_hidden()
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / "panel.png", animations="disabled")


if __name__ == "__main__":
    main()
