"""A folder that an instructor handed out: opened and practised on a laptop that does not have its course."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from jupyter_pyprac.authoring.bundle import FORMAT
from jupyter_pyprac.cli import main as cli
from tests.e2e import cell
from tests.e2e.desk import PATIENCE, Desk, workspace
from tests.services.jupyter import Jupyter

NAME = "handed out"
SOLUTION = "def two():\n    return 2\n"
TASK = {
    "slug": "two",
    "title": "The number two",
    "handout": "Give back `2`.",
    "starter_code": "def two():\n    ...\n",
    "solution": SOLUTION,
    "tests": [
        {"name": "gives two", "call": "two()", "expected": "2"},
        {"call": "two() + 1", "expected": "3", "hidden": True},
    ],
}


def handed_out(lab: Jupyter, home: Path, title: str) -> None:
    """The folder, among the laptop's own."""
    data = {"format": FORMAT, "course": {"slug": "numbers", "title": title}, "assignments": [TASK]}
    course = home / "course.json"
    course.write_text(json.dumps(data), encoding="utf-8")
    assert cli.main(["release", str(course), str(lab.root / NAME), "--for", "laptop"]) == 0


def opened(page: Page, lab: Jupyter) -> Desk:
    """The folder's notebook, its cell run."""
    page.goto(workspace(lab, f"{NAME}/01-two.ipynb"))
    page.wait_for_function(cell.KERNEL_IS_IDLE, timeout=3 * PATIENCE)
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    return cell.desk(page)


def test_the_course_beside_a_notebook_is_asked_about_once_and_practised(
    page: Page, lab: Jupyter, tmp_path: Path
) -> None:
    handed_out(lab, tmp_path, "Numbers")
    desk = opened(page, lab)
    expect(desk.root.get_by_role("heading", name="Add the course “Numbers”?")).to_be_visible(timeout=3 * PATIENCE)
    desk.root.get_by_role("button", name="Add the course").click()
    desk.shows("The number two")
    desk.write(SOLUTION)
    desk.submit.click()
    desk.says("Solved")

    again = opened(page, lab)
    again.shows("The number two")
    expect(again.root.get_by_role("heading", name="Add the course")).to_have_count(0)

    handed_out(lab, tmp_path, "More numbers")
    newer = opened(page, lab)
    expect(newer.root.get_by_role("heading", name="Add the course “More numbers”?")).to_be_visible()
    newer.root.get_by_role("button", name="Not now").click()
    newer.shows("The number two")
