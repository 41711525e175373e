"""What is wrong with a notebook is told, and what is only doubtful is noted."""

import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused
from tests.jupyter_pyprac.authoring.notebooks import HANDOUT, TESTS, load, reasons, text


def test_cells_without_a_role_are_noted(folder):
    load(folder, HANDOUT, TESTS, ("code", "scratch()"), ("code", " "))
    assert source.load(folder).notes["search"] == ("cell 3 has no role and was left out",)


def test_of_a_notebook_without_tests_cells_without_a_role_are_not(folder):
    (folder / "01-search.ipynb").write_text(text(HANDOUT, ("code", "scratch()"), ("code", "# solution\nx = 1")))
    with pytest.raises(Refused) as refused:
        source.load(folder)
    assert [each.reason for each in refused.value.reasons] == ["has no tests: begin a code cell with `#| tests`"]
    told = [note.reason for note in refused.value.notes if "role" in note.reason]
    assert told == ["cell 3 has no role and was left out: did you mean `#| solution`?"]


@pytest.mark.parametrize("first", ["# solution", "#solution", "## Solution"])
def test_a_mark_without_its_bar_is_noted(folder, first):
    load(folder, HANDOUT, TESTS, ("code", f"{first}\nx = 1"))
    (note, *_) = source.load(folder).notes["search"]
    assert note == "cell 3 has no role and was left out: did you mean `#| solution`?"


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("test", ": did you mean the tag tests?"), ("Hidden_Test", ": did you mean the tag hidden-tests?"), ("skip", "")],
)
def test_a_tag_that_is_nearly_a_role_is_noted(folder, tag, hint):
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {"tags": [tag]}}
    content = json.loads(text(HANDOUT, TESTS))
    content["cells"].append(cell)
    (folder / "01-search.ipynb").write_text(json.dumps(content))
    (note, *_) = source.load(folder).notes["search"]
    assert note == f"cell 3 has no role and was left out{hint}"


def test_a_slug_that_came_from_the_file_name_says_so(folder):
    (folder / "02-search.ipynb").write_text(text(HANDOUT, TESTS))
    with pytest.raises(
        Refused, match=r"^02-search\.ipynb: slug: 'search' is the slug of .*it comes from the file name"
    ):
        load(folder, HANDOUT, TESTS)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([("code", "#| solutoin\nx")], "cell 2, line 1: there is no role 'solutoin': did you mean `#| solution`?"),
        (
            [("code", "#| tests\n#| pints: 3\nassert f(1) == 1")],
            "cell 2, line 2: there is no option 'pints': did you mean `#| points: ...`?",
        ),
        (
            [("code", "#| solution\n#| points: 3\nx = 1")],
            "cell 2, line 2: there is no option 'points': solution has none",
        ),
        (
            [("code", "#| tests\n#| points: two\nassert f(1) == 1")],
            "cell 2, line 2: points: must be a number, not text",
        ),
        ([("code", '#| tests\n#| name: "x\nassert f(1) == 1')], "cell 2, line 2: name begins with a quote"),
        ([("code", "#| tests\n#| name: x\n#| name: y\nassert f(1) == 1")], "cell 2, line 3: name is there twice"),
        ([("code", "#| tests\n\nassert f(1) ==\n")], "cell 2, line 3: is not valid Python: invalid syntax"),
        ([("code", "#| tests\n# nothing")], "cell 2: checks nothing"),
        ([("code", "#| tests\nprint(f(1))")], "cell 2: checks nothing: write an assert"),
        (
            [("code", "\n# mine\n#| tests\nassert f(1) == 1")],
            "cell 2, line 3: `#| tests` must be the first line of its cell",
        ),
        (
            [("code", "#| solution\n### BEGIN SOLUTON\nx = 1\n### END SOLUTION")],
            "cell 2, line 4: END SOLUTION without a BEGIN: did you mean `### BEGIN SOLUTION` by `### BEGIN SOLUTON`",
        ),
        ([("code", "#| tests\n#| raises: ValueError\nx = f(1)")], "cell 2, line 3: below `#| raises` goes one call"),
        ([("code", "#| tests\n#| stdout: x\nassert 1")], "cell 2, line 3: a test with stdout has no code below"),
        ([("code", "#| tests\n#| stdin: x")], "cell 2, line 2: stdout: is missing"),
        ([("code", "#| tests\nx = 1\nreturn x")], "cell 2, line 3: is not valid Python: 'return' outside function"),
        ([("markdown", "#| tests\nassert f(1) == 1")], "cell 2: is a markdown cell, but tests goes into a code cell"),
        ([("code", "#| hint\nx")], "cell 2: is a code cell, but hint goes into a markdown cell"),
        ([("code", "#| tests\nassert f(1) == 1", "solution")], "cell 2: has two roles, solution and tests"),
        ([("code", "#| solution\nx = 1\ny = (\n")], "cell 2, line 3: is not valid Python: '(' was never closed"),
        ([("code", "#| setup\n1"), ("code", "#| setup\n\nx = (")], "cell 3, line 3: is not valid Python"),
        ([("code", "#| solution\n### BEGIN SOLUTION\nx = 1")], "cell 2, line 2: BEGIN SOLUTION without an END"),
        ([("code", "#| solution\nx = 1\n### END SOLUTION")], "cell 2, line 3: END SOLUTION without a BEGIN"),
        ([("code", "#| wrong w\nx = (")], "cell 2, line 2: code: is not valid Python: '(' was never closed"),
        ([("markdown", "#| hint\n\n")], "hints[0]: is empty"),
        ([("code", "#| wrong\nx = 1")], "cell 2: a wrong solution needs a name"),
        (
            [("code", "#| solution\n\n%matplotlib inline")],
            "cell 2, line 3: is not valid Python: a line that begins with %",
        ),
        ([("code", "#| tests\n!ls")], "cell 2, line 2: is not valid Python: a line that begins with % or !"),
        ([("code", "#| setup\nfiles = !ls")], "cell 2, line 2: is not valid Python: a line that begins with % or !"),
        ([("code", "#| setup\nx = 7 $ 2")], "cell 2, line 2: is not valid Python: invalid syntax"),
        (
            [("code", "#| starter\nx = 1\n### BEGIN SOLUTION\n### END SOLUTION")],
            "cell 2, line 3: students get the starter as it is",
        ),
        ([("code", "#| setup\n# BEGIN SOLUTION")], "cell 2, line 2: students get the setup as it is"),
        (
            [("code", "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION")],
            "cell 2, line 2: `### BEGIN SOLUTION` in a cell without a role: begin the cell with `#| solution`",
        ),
    ],
)
def test_a_fault_names_cell_and_line(folder, cells, reason):
    found = reasons(folder, HANDOUT, *cells, TESTS)
    assert any(each.startswith(reason) for each in found), found


def test_what_is_refused_tells_its_notes_as_well(folder):
    (folder / "01-a.ipynb").write_text(text(HANDOUT, ("code", "x = 1"), TESTS))
    (folder / "02-b.ipynb").write_text(text(HANDOUT))
    (folder / "course.toml").unlink()
    with pytest.raises(Refused) as refused:
        source.load(folder)
    assert [source for source, _ in refused.value.reasons] == ["02-b.ipynb"]
    (warning, note) = refused.value.notes
    assert warning.reason.startswith("there is no course.toml")
    assert note == ("01-a.ipynb", "cell 2 has no role and was left out")


def test_every_fault_of_every_notebook_is_listed_in_their_order(folder):
    (folder / "01-a.ipynb").write_text(
        text(HANDOUT, ("code", "#| tests\n#| x: 1\nassert f(1) == 1"), ("code", "#| solution\n("))
    )
    (folder / "02-b.ipynb").write_text(
        text(HANDOUT, TESTS, metadata={"pyprac": {"slug": "a", "limits": {"seconds": 0}}})
    )
    (folder / "10-c.ipynb").write_text("[]")
    (folder / "9-c.ipynb").write_text(text())
    with pytest.raises(Refused) as refused:
        source.load(folder)
    assert [f"{reason.source}: {reason.reason[:40]}" for reason in refused.value.reasons] == [
        "01-a.ipynb: cell 3, line 2: is not valid Python: '('",
        "01-a.ipynb: cell 2, line 2: there is no option 'x': ",
        "02-b.ipynb: notebook metadata: limits.seconds: must ",
        "02-b.ipynb: notebook metadata: slug: 'a' is the slug",
        "9-c.ipynb: has no title: begin its first Markdown c",
        "9-c.ipynb: has no handout: write what is to be done",
        "9-c.ipynb: has no tests: begin a code cell with `#|",
        "10-c.ipynb: is not a notebook",
    ]
