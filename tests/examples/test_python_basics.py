"""The example course is what a course should be: valid, in order, and without spoilers."""

import json

import nbformat
import pytest

from jupyter_pyprac.authoring import example
from jupyter_pyprac.cli import check

NOTEBOOKS = sorted(example.folder().glob("*.ipynb"))
COURSE = example.example_course()


def test_it_has_eight_topics_of_five_assignments_in_the_order_of_their_files():
    topics = list(dict.fromkeys(assignment.topic for assignment in COURSE.assignments))
    assert [assignment.topic for assignment in COURSE.assignments] == [topic for topic in topics for _ in range(5)]
    assert [assignment.order_number for assignment in COURSE.assignments] == list(range(1, 41))
    assert (len(topics), len(NOTEBOOKS)) == (8, 40)
    assert (COURSE.notes, COURSE.warnings) == ({}, ())


def test_it_passes_the_gate_and_no_small_mistake_in_a_solution_goes_unnoticed():
    notes = [note for found in check.checked(COURSE, thorough=True).notes.values() for note in found]
    assert [note for note in notes if "more changes were not tried" not in note] == []


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda assignment: assignment.slug)
def test_an_assignment_has_all_a_student_needs(assignment):
    assert 3 <= len(assignment.visible_tests) <= 5
    assert 2 <= len(assignment.tests) - len(assignment.visible_tests) <= 4
    assert all(test.message for test in assignment.tests if test.hidden)
    assert len(assignment.hints) == 3
    assert len(assignment.wrong_solutions) >= 2
    assert assignment.topic
    assert "## Your task" in assignment.handout
    assert "## An example" in assignment.handout


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda assignment: assignment.slug)
def test_handout_starter_and_hints_do_not_give_the_solution_away(assignment):
    shown = "\n".join([assignment.handout, assignment.starter_code, *assignment.hints])
    lines = [line.strip() for line in assignment.solution.splitlines()]
    assert [line for line in lines if line and line not in shown]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_valid_and_clean(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
    assert (
        path.read_text(encoding="utf-8")
        == json.dumps(json.loads(path.read_text("utf-8")), indent=1, ensure_ascii=False) + "\n"
    )
