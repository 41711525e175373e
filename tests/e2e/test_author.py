"""An author at a notebook: the gate's report beside the cells, and the assignment as a student gets it."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.desk import FIRST, PATIENCE, Desk, panel, workspace
from tests.services.course import HIDDEN, SOLUTION, TESTS, WRONG, notebook
from tests.services.jupyter import TOKEN, Jupyter

CHECK, PREVIEW = "pyprac:check-assignment", "pyprac:preview-assignment"
NAME = "01-doubling.ipynb"
BROKEN = SOLUTION.replace("2 * x", "3 * x")
RIGHT = "def double(x):\n    return x + x\n"


def write(lab: Jupyter, content: dict[str, Any], name: str = NAME) -> None:
    (lab.root / name).write_text(json.dumps(content), encoding="utf-8")


def opened(page: Page, lab: Jupyter, name: str = NAME) -> Locator:
    """The notebook, ready to be worked on."""
    page.goto(workspace(lab, name))
    found = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    expect(found.locator(".jp-Cell").first).to_be_visible(timeout=3 * PATIENCE)
    expect(page.locator("[data-status='idle']").first).to_be_visible(timeout=3 * PATIENCE)
    return found


def command(page: Page, name: str) -> None:
    """Carry out a command."""
    page.evaluate("name => void window.jupyterapp.commands.execute(name)", name)


def report(page: Page) -> Locator:
    """The report that is in front."""
    return page.locator(".jp-PyPrac:not(.lm-mod-hidden) .pp-check")


def says(page: Page, heading: str) -> None:
    """Wait for what the check comes to."""
    expect(report(page).get_by_role("heading", name=heading)).to_be_visible(timeout=3 * PATIENCE)


def test_each_fault_is_a_click_away_from_its_cell_and_nothing_is_saved(page: Page, lab: Jupyter) -> None:
    write(lab, notebook(SOLUTION, TESTS, HIDDEN, WRONG))
    before = (lab.root / NAME).read_bytes()
    cells = opened(page, lab).locator(".jp-CodeCell")
    cells.nth(0).locator(".cm-line", has_text="return 2 * x").click()
    page.keyboard.press("End")
    page.keyboard.type(" + 1")
    page.keyboard.press("Escape")

    command(page, CHECK)
    says(page, "4 things to mend")
    marked = page.locator(".jp-PyPrac-marked[data-pyprac='error']")
    expect(marked).to_have_count(3)
    assert violations(page, ".pp-check") == []

    report(page).get_by_role("button", name=re.compile("Cell 4, line 2")).click()
    expect(cells.nth(2)).to_have_class(re.compile("jp-mod-active"))
    expect(cells.nth(2).locator(".cm-content")).to_be_focused()
    page.wait_for_function("window.getSelection().toString().startsWith('assert double(0.5) == 1.0')")
    assert (lab.root / NAME).read_bytes() == before


def test_a_mended_notebook_is_in_order_and_says_when_it_was_edited_since(page: Page, lab: Jupyter) -> None:
    write(lab, notebook(BROKEN, TESTS, HIDDEN, WRONG))
    cells = opened(page, lab).locator(".jp-CodeCell")
    page.get_by_role("button", name="Check this assignment").click()
    says(page, "3 things to mend")

    cells.nth(0).locator(".cm-line", has_text="return 3 * x").click()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type("return 2 * x")
    expect(report(page)).to_contain_text("The notebook was edited since this check.")
    report(page).get_by_role("button", name="Check again").click()
    says(page, "In order")
    expect(report(page)).to_contain_text("3 tests, 1 hidden, 3 points")
    expect(page.locator(".jp-PyPrac-marked")).to_have_count(0)


def test_a_notebook_that_is_no_assignment_is_told_what_would_make_it_one(page: Page, lab: Jupyter) -> None:
    write(lab, notebook("x = 1"), "lecture.ipynb")
    opened(page, lab, "lecture.ipynb")
    expect(page.get_by_role("button", name="Check this assignment")).to_be_hidden()
    command(page, CHECK)
    says(page, "This notebook is not an assignment yet")
    assert violations(page, ".pp-check") == []


def test_a_preview_is_practised_as_by_a_student_and_counts_nowhere(page: Page, lab: Jupyter) -> None:
    write(lab, notebook(SOLUTION, TESTS, HIDDEN, WRONG, released_at="2999-01-01T00:00:00Z"))
    (lab.root / "course.toml").write_text('slug = "numbers"\ntitle = "Numbers"\n', encoding="utf-8")
    opened(page, lab)
    command(page, PREVIEW)
    desk = Desk(page, page.locator("#pyprac-preview"))
    desk.shows("Doubling")
    expect(desk.root).to_contain_text("Only you see this")
    expect(desk.root).to_contain_text("Students see it from Jan 1, 2999")
    desk.root.get_by_role("tab", name="Code").click()
    assert SOLUTION.splitlines()[3].strip() not in desk.editor.inner_text()

    desk.write("def double(x):\n    return x\n")
    page.keyboard.press("ControlOrMeta+Enter")
    desk.says("2 of 2 visible tests fail")
    desk.write(RIGHT)
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    desk.says("Solved")
    assert violations(page, "#pyprac-preview .pp-app") == []

    listing = lab.ask("GET", "pyprac/assignments?course=python-basics").body
    assert (listing["score"], len(lab.ask("GET", "pyprac/courses").body["courses"])) == (0, 1)
    assert {each["status"] for each in listing["assignments"]} == {"untouched"}
    practice = panel(page, lab)
    practice.shows(FIRST.title)
    practice.has_points(0)


def test_a_preview_follows_the_notebook_before_its_connection_tells_anything(page: Page, lab: Jupyter) -> None:
    page.route_web_socket(re.compile("/pyprac/connect$"), lambda _: None)
    write(lab, notebook(SOLUTION, TESTS, HIDDEN, WRONG))
    cells = opened(page, lab).locator(".jp-CodeCell")
    command(page, PREVIEW)
    desk = Desk(page, page.locator("#pyprac-preview"))
    desk.shows("Doubling")
    expect(desk.root).to_contain_text("2 visible, 1 hidden")
    cells.nth(1).locator(".cm-line", has_text="== 4").click()
    page.keyboard.press("End")
    page.keyboard.type("\nassert double(1) == 2")
    desk.root.get_by_role("button", name="Update from notebook").click()
    expect(desk.root).to_contain_text("3 visible, 1 hidden")


def test_what_cannot_be_previewed_yet_says_why(page: Page, lab: Jupyter) -> None:
    write(lab, notebook(SOLUTION, "#| tests\nassert double(2 == 4", HIDDEN))
    opened(page, lab)
    command(page, PREVIEW)
    says(page, "1 thing to mend")
    expect(report(page)).to_contain_text("The assignment cannot be previewed as it is.")
    expect(report(page).get_by_role("button", name=re.compile("Cell 3, line 2"))).to_be_visible()


def test_files_beside_the_notebook_come_along(page: Page, lab: Jupyter) -> None:
    (lab.root / "img").mkdir()
    (lab.root / "img" / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (lab.root / "numbers.csv").write_text("2,4\n")
    reading = "#| solution\ndef first():\n    with open('numbers.csv') as file:\n        return file.read()[0]"
    content = notebook(reading, "#| tests\nassert first() == '2'", files=["numbers.csv"])
    content["cells"][0]["source"] += "\n\n![a dot](img/dot.svg)"
    write(lab, content)
    opened(page, lab)
    command(page, PREVIEW)
    desk = Desk(page, page.locator("#pyprac-preview"))
    expect(desk.root.get_by_role("img", name="a dot")).to_have_attribute("src", re.compile("^data:image/svg"))
    desk.root.get_by_role("tab", name="Code").click()
    desk.write(reading.partition("\n")[2])
    desk.submit.click()
    desk.says("Solved")


def test_modules_and_what_they_read_come_along_for_a_notebook_of_another_tool(page: Page, lab: Jupyter) -> None:
    (lab.root / "helpers.py").write_text("from tables import FIRST\n\ndef double(x):\n    return FIRST * x\n")
    (lab.root / "tables.py").write_text("FIRST = int(open('first.txt').read())\n")
    (lab.root / "first.txt").write_text("2")
    marks = {"locked": False, "task": False, "schema_version": 3}
    content = notebook("from helpers import double\nfour = double(2)", "assert four == double(2) == 4")
    for cell, more in zip(content["cells"][1:], ({"solution": True}, {"grade": True, "points": 1}), strict=True):
        cell["metadata"]["nbgrader"] = {"grade": False, "solution": False, "grade_id": str(more), **marks, **more}
    write(lab, content)
    opened(page, lab)
    command(page, CHECK)
    says(page, "In order")
    command(page, PREVIEW)
    desk = Desk(page, page.locator("#pyprac-preview"))
    desk.shows("Doubling")
    desk.root.get_by_role("tab", name="Code").click()
    desk.write("from helpers import double\nfour = double(2)\n")
    desk.submit.click()
    desk.says("Solved")


def test_a_file_that_is_too_large_to_be_sent_is_told_by_name(page: Page, lab: Jupyter) -> None:
    with (lab.root / "film.bin").open("wb") as film:
        film.truncate(13 * 1024 * 1024)
    write(lab, notebook(SOLUTION, TESTS, HIDDEN, WRONG, files=["film.bin"]))
    opened(page, lab)
    command(page, CHECK)
    says(page, "1 thing to mend")
    expect(report(page)).to_contain_text("film.bin is 13,631,488 bytes long, too large to be sent")


class TestNotebook7:
    """The same where one page is one document."""

    @pytest.fixture
    def faults_of_its_own(self) -> frozenset[str]:
        """Its start trips over a setting, and over the path with which JupyterLab was opened on the same server."""
        return frozenset(
            {
                "Cannot read properties of undefined (reading 'schema')",
                "Command 'filebrowser:open-path' not registered.",
            }
        )

    def test_the_report_opens_in_the_side_bar_and_leads_to_the_cells(self, page: Page, lab: Jupyter) -> None:
        write(lab, notebook(BROKEN, TESTS, HIDDEN, WRONG))
        page.goto(f"{lab.url}/notebooks/{NAME}?token={TOKEN}")
        page.get_by_role("button", name="Check this assignment").click(timeout=3 * PATIENCE)
        says(page, "3 things to mend")
        report(page).get_by_role("button", name=re.compile("Cell 3, line 3")).click()
        cell = page.locator(".jp-Notebook .jp-CodeCell").nth(1)
        expect(cell.locator(".cm-content")).to_be_focused()
        page.get_by_role("button", name="Preview as student").click()
        preview = page.locator("#pyprac-preview .pp-where")
        expect(preview).to_contain_text("Doubling")
        with page.expect_response(re.compile("/pyprac/assignments")):
            page.get_by_role("button", name="Update from notebook").click()
        expect(preview).to_be_visible()
