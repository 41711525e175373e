"""The notebook for instructors does what it says, from its first cell to its last."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples" / "for-instructors.ipynb"
SECONDS = 240


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("instructor")


@pytest.fixture(scope="module")
def said(home):
    """What each cell printed, by its id, in a folder of the test's own."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(home)}})
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYPRAC_DATA_DIR", str(home / "data"))
        environment.setenv("JUPYTER_CONFIG_DIR", str(home / "config"))
        environment.delenv("PYPRAC_DB_URL", raising=False)
        client.execute()
    return {
        cell.id: "".join(output.get("text", "") for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("new-course", r"wrote apples/01-first-steps\.ipynb"),
        ("roles", r"code +#\| hidden tests"),
        ("check-course", r"Apples \(apples\) is in order"),
        ("check-weak", r"01-first-steps\.ipynb.*ten apples are not enough"),
        ("import-course", r"Apples \(apples\): 1 new"),
        ("check-nbgrader", r"is in order\s+double +2 tests \(1 hidden\), 2 points"),
        ("release-hub", r"Apples: 1 file written to for-students"),
        ("release-laptop", r"The hidden tests are in course\.pyprac"),
        ("export-course", r"1 assignment"),
        ("withdraw", r"[Aa]pples"),
    ],
)
def test_a_cell_says_what_it_is_for(said, cell, words):
    assert re.search(words, said[cell], re.DOTALL), said[cell]


@pytest.mark.usefixtures("said")
def test_what_it_makes_is_there(home):
    names = {str(path.relative_to(home)) for path in home.rglob("*.ipynb")}
    assert {"for-students/01-first-steps.ipynb", "apples-again/01-first-steps.ipynb"} <= names
    assert (home / "for-laptops" / "course.pyprac").exists()


def test_the_notebook_is_kept_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert [cell.id for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)] == []
