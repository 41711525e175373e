"""Practising in a notebook cell."""

import nbformat
from playwright.sync_api import Page, expect

from jupyter_pyprac.authoring.example import example_course
from tests.e2e.desk import PATIENCE, Desk, stay, stayed, workspace
from tests.services.jupyter import Jupyter

bundle = example_course()
assert bundle is not None
FIRST, SECOND = bundle.assignments[:2]
KERNEL_IS_IDLE = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
CELL = "from jupyter_pyprac import Practice\nPractice()"


def opened(page: Page, lab: Jupyter) -> Desk:
    """A notebook with the practice in its first cell."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(CELL, id="first"), nbformat.v4.new_code_cell("", id="second")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, lab.root / "practice.ipynb")
    page.goto(workspace(lab, "practice.ipynb"))
    page.wait_for_function(KERNEL_IS_IDLE, timeout=3 * PATIENCE)
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    return Desk(page, page.locator(".jp-OutputArea .pp-app"))


def test_two_attempts_in_a_cell_solve_the_first_assignment(page: Page, lab: Jupyter) -> None:
    desk = opened(page, lab)
    desk.shows(FIRST.title)
    desk.has_points(0)
    stay(page)

    desk.write(FIRST.wrong_solutions[0].code)
    desk.submit.click()
    desk.says("Not solved yet")

    desk.write(FIRST.solution)
    desk.submit.click()
    desk.says("Solved")
    desk.has_points(100)
    expect(desk.attempts()).to_have_count(2)

    desk.root.get_by_role("button", name="Next assignment").click()
    desk.shows(SECOND.title)
    assert stayed(page)


def test_the_keys_of_the_practice_leave_the_notebook_alone(page: Page, lab: Jupyter) -> None:
    desk = opened(page, lab)
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
