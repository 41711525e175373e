"""Takes pictures: those of the documentation from the running panel, or with `--approve` those that tests compare.

`.venv/bin/python scripts/pictures.py --approve` replaces the approved pictures in tests/e2e/approved that the app does
not look like any more; names of states after it leave the others alone. Look at each one that it names before you
commit it.
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from jupyter_pyprac.authoring.example import example_course  # noqa: E402
from tests.e2e import approval, gallery  # noqa: E402
from tests.e2e.desk import Desk, workspace  # noqa: E402  the page as the tests meet it
from tests.services import chromium  # noqa: E402
from tests.services.browser import PATIENCE  # noqa: E402
from tests.services.jupyter import Jupyter, jupyter  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1280, height=800)
ASSIGNMENT = 5  # the first whose answers are returned by a function, so that the picture shows call and line
WRONG = 2  # of its wrong solutions: the prices exchanged, so that a line is marked which returned a wrong value


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--approve", nargs="*", metavar="NAME", help="approve what the app looks like now")
    names = parser.parse_args().approve
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**(chromium.launch() or {}))
        if names is None:
            document(browser)
        else:
            approve(browser, names)
        browser.close()


def approve(browser: Browser, names: list[str]) -> None:
    """Replace approved pictures that are not right any more, of these states or of all, and name them."""
    with gallery.opened(browser) as opened:
        wanted = approval.pictures(opened)
        for name in names or dict.fromkeys(view.name for view in wanted):
            for view, png in approval.taken(opened, name):
                if not approval.is_approved(opened, view, png):
                    approval.approve(view, png)
                    print(view.file.relative_to(ROOT))
        for stray in set(approval.FOLDER.iterdir()) - {view.file for view in wanted}:
            stray.unlink()
            print(f"{stray.relative_to(ROOT)} is gone")


def document(browser: Browser) -> None:
    """Write the pictures of the documentation to docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with jupyter([sys.executable, "-m", "jupyterlab"], os.environ) as lab:
        panel(browser.new_page(viewport=SIZE), lab)


def panel(page: Page, lab: Jupyter) -> None:
    """The panel after an attempt that was not right yet."""
    bundle = example_course()
    assert bundle is not None  # noqa: S101  it lies in this clone
    page.goto(workspace(lab))
    page.get_by_role("button", name="Practice Python").click(timeout=3 * PATIENCE)
    desk = Desk(page, page.locator(".jp-PyPrac"))
    solved, *onward = bundle.assignments[:ASSIGNMENT]
    desk.shows(solved.title)
    desk.write(solved.solution)
    desk.submit.click()
    desk.says("Solved")
    for following in onward:
        desk.root.get_by_role("button", name="Next assignment").click()
        desk.shows(following.title)
    desk.write(onward[-1].wrong_solutions[WRONG].code)
    desk.submit.click()
    desk.says("Not solved yet")
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator("#jp-left-stack")).to_be_hidden()
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / "panel.png", animations="disabled")


if __name__ == "__main__":
    main()
