"""Several courses on one server, met again in a browser that has not been here before."""

import json
import os
import re
import subprocess
import sys

from playwright.sync_api import Browser, Page, expect

from tests.e2e.desk import FIRST, PATIENCE, WRONG, Desk, workspace
from tests.services.jupyter import Jupyter

OTHER = {
    "format": "pyprac-course/1",
    "course": {"slug": "algorithms", "title": "Algorithms", "language": "en"},
    "assignments": [
        {
            "slug": "one",
            "title": "The number one",
            "order_number": 1,
            "handout": "Write `one()`.",
            "starter_code": "def one():\n    ...\n",
            "solution": "def one():\n    return 1\n",
            "tests": [{"name": "is one", "call": "one()", "expected": "1"}],
        }
    ],
}


def test_the_course_practised_last_opens_with_its_last_verdict(page: Page, lab: Jupyter, browser: Browser) -> None:
    add_course(lab)
    refused: list[str] = []
    page.on("response", lambda reply: refused.append(reply.url) if reply.status == 400 else None)
    desk = opened(page, lab)
    desk.shows("The number one")
    desk.root.get_by_role("combobox", name="Course").select_option("Python basics")
    desk.shows(FIRST.title)
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")

    elsewhere = browser.new_context()
    again = opened(elsewhere.new_page(), lab)
    again.shows(FIRST.title)
    again.says("Not solved yet")
    expect(again.root.get_by_text("Attempt 1 is in the editor")).to_be_visible()
    expect(again.root.get_by_role("tab", name=re.compile("^Submissions"))).to_contain_text("1")
    elsewhere.close()
    assert refused == []


def opened(page: Page, lab: Jupyter) -> Desk:
    """The panel, from the launcher."""
    page.goto(workspace(lab))
    page.get_by_role("button", name="Practice Python").click(timeout=3 * PATIENCE)
    return Desk(page, page.locator(".jp-PyPrac"))


def add_course(lab: Jupyter) -> None:
    """Bring in a second course, whose title comes first, once the example course is there."""
    assert lab.ask("GET", "pyprac/courses").status == 200
    bundle = lab.home / "algorithms.json"
    bundle.write_text(json.dumps(OTHER), encoding="utf-8")
    environment = {**os.environ, "PYPRAC_DATA_DIR": str(lab.home / "data" / "pyprac")}
    command = [sys.executable, "-m", "jupyter_pyprac", "import", str(bundle)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
