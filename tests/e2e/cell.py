"""A notebook whose first cell is the practice."""

import nbformat
from playwright.sync_api import Page

from tests.e2e.desk import Desk
from tests.services.browser import PATIENCE
from tests.services.jupyter import Jupyter

NAME = "practice.ipynb"
KERNEL_IS_IDLE = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
PRACTICE = "from jupyter_pyprac import Practice\nPractice()"


def written(lab: Jupyter, *more: str, practice: str = PRACTICE) -> str:
    """The name of a new notebook: the practice, and cells of `more` code below it."""
    codes = enumerate([practice, *more])
    cells = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in codes]  # type: ignore[no-untyped-call]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})  # type: ignore[no-untyped-call]
    nbformat.write(notebook, lab.root / NAME)  # type: ignore[no-untyped-call]  # nbformat has no types
    return NAME


def run(page: Page, address: str) -> Desk:
    """Open the notebook at that address, run its first cell, and sit down there."""
    page.goto(address)
    page.wait_for_function(KERNEL_IS_IDLE, timeout=3 * PATIENCE)
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    return desk(page)


def desk(page: Page) -> Desk:
    """The practice in the notebook that is open."""
    return Desk(page, page.locator(".jp-OutputArea .pp-app"))
