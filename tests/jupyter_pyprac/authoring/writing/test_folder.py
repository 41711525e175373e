"""A course that is written as notebooks is the same course when it is read again."""

import json
import tempfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.writing import folder
from tests.jupyter_pyprac.authoring.bundles import bundles, calls, codes, programs, texts, titles


def built(**changes):
    assignment = {"slug": "search", "title": "Search", "handout": "Find it.", "tests": [{"code": "assert f(1)"}]}
    return of_assignments(assignment | changes)


def of_assignments(*assignments):
    faults = []
    course = {"slug": "basics", "title": 'Say "é"\\', "language": "de"}
    found = bundle.build({"format": bundle.FORMAT, "course": course, "assignments": list(assignments)}, faults)
    assert faults == []
    return found


def same(found, course):
    assert (found.course, found.assignments, found.files) == (course.course, course.assignments, course.files)


def cells(folder):
    """The texts of the cells of each notebook, by its name."""
    notebooks = {path.name: json.loads(path.read_text()) for path in folder.glob("*.ipynb")}
    return {name: ["".join(cell["source"]) for cell in made["cells"]] for name, made in notebooks.items()}


def metadata(folder):
    (path,) = folder.glob("*.ipynb")
    return json.loads(path.read_text())["metadata"].get("pyprac")


@given(bundles())
@settings(max_examples=60)
def test_what_is_written_is_read_as_it_was(data):
    faults = []
    course = bundle.build(data, faults)
    if course is None:
        return
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "course"
        folder.write(course, target)
        found = source.load(target)
        same(found, course)
        again = Path(place) / "again"
        folder.write(found, again)
        assert cells(again) == cells(target)
        for path in target.glob("*.ipynb"):
            nbformat.validate(json.loads(path.read_text()))
        for each in found.assignments:  # the gate names tests by where they are
            places = found.origins[each.slug].places
            assert all(f"tests[{index}]" in places for index in range(len(each.tests)))


LINES = ("points: 3", "shared: true", "score: true", "compare: strict", "group: g", "name: n", "message: m")
LINES += ("raises: E", "stdout: 3", "stdin: |\n#|   a\n#|\n#|     b", "---", "call: f(1)", "expected: 2")
options = st.lists(st.sampled_from(LINES), max_size=3, unique=True).map(
    lambda lines: "".join(f"#| {line}\n" for line in lines)
)
roles = st.sampled_from(["tests", "tests", "hidden tests", "starter", "solution", "setup", "wrong w"])
bodies = codes | programs | calls | calls.map(lambda call: f">>> {call}\n1\n")


@st.composite
def notebooks(draw):
    """The cells of a notebook."""
    made = [("markdown", f"# {draw(titles)}\n\nDo it.")]
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            made.append(("markdown", draw(st.sampled_from(["", "#| hint\n", "#| ---\n"])) + draw(texts)))
        else:
            role = draw(roles)
            head = draw(options) if "tests" in role else draw(st.sampled_from(["", "", "#| ---\n"]))
            made.append(("code", f"#| {role}\n{head}{draw(bodies)}"))
    made.append(("code", "#| tests\nassert f(1) == 1"))
    cells = [{"cell_type": kind, "metadata": {}, "source": text} for kind, text in made]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}


@given(notebooks())
@settings(max_examples=60)
def test_a_notebook_that_is_read_is_the_same_assignment_when_it_was_written_and_read_again(made):
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "01-task.ipynb"
        path.write_text(json.dumps(made))
        try:
            course = source.load(path)
        except Refused:
            return
        folder.write(course, Path(place) / "course")
        same(source.load(Path(place) / "course"), course)


def test_a_notebook_is_written_as_a_person_would_write_it(tmp_path):
    tests = [
        {"call": "f(1)", "expected": "1"},
        {"code": "assert f(2)", "message": "why"},
        {"call": "f(3)", "expected": "None", "compare": "strict", "message": 'Say "x".'},
        {"call": "f(4)", "expected": "4", "name": "four"},
        {"call": "f(5)", "raises": "ValueError", "points": 2},
        {"stdin": "a\nb\n", "stdout": "c"},
        {"code": "made = f(1)\nassert made"},
        {"call": "g(1)", "expected": "1", "hidden": True, "points": 0.5},
        {"call": "g(2)", "expected": "2", "hidden": True, "points": 0.5},
    ]
    course = built(
        tests=tests,
        starter_code="def f(): ...",
        solution="def f(): return 1",
        wrong_solutions=[{"name": "one off", "code": "x = 1"}],
        hints=["Think."],
    )
    folder.write(course, tmp_path / "c")
    assert cells(tmp_path / "c")["01-search.ipynb"] == [
        "# Search\n\nFind it.",
        "#| starter\ndef f(): ...",
        "#| solution\ndef f(): return 1",
        "#| tests\nassert f(1) == 1",
        "#| tests\n#| message: why\nassert f(2)",
        '#| tests\nassert f(3) is None, "Say \\"x\\"."',
        "#| tests\n#| name: four\nassert f(4) == 4",
        "#| tests\n#| points: 2\n#| raises: ValueError\nf(5)",
        "#| tests\n#| stdin: |\n#|   a\n#|   b\n#| stdout: c",
        "#| tests\nmade = f(1)\nassert made",
        "#| hidden tests\n#| points: 1\nassert g(1) == 1\nassert g(2) == 2",
        "#| wrong one off\nx = 1",
        "#| hint\nThink.",
    ]
    assert metadata(tmp_path / "c") is None


def test_asserts_without_a_name_share_a_cell(tmp_path):
    tests = [{"code": f"assert f({n}) > {n}"} for n in range(3)]
    folder.write(built(tests=tests), tmp_path / "c")
    made = "#| tests\nassert f(0) > 0\nassert f(1) > 1\nassert f(2) > 2"
    assert cells(tmp_path / "c")["01-search.ipynb"][1:] == [made]


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"handout": "![a](data.csv)", "files": [{"name": "data.csv", "base64": ""}]}, "#| ---\n![a](data.csv)"),
        ({"handout": "#| hint"}, "#| ---\n#| hint"),
        ({"handout": "#| label: x"}, "# Search\n\n#| label: x"),
        ({"handout": "# Own heading"}, "# Search\n\n# Own heading"),
        ({"solution": "### BEGIN SOLUTION\nx = 1"}, "#| solution\n#| ---\n### BEGIN SOLUTION\nx = 1"),
        ({"starter_code": "x = '''\n#| tests\n'''"}, "#| starter\n#| ---\nx = '''\n#| tests\n'''"),
        ({"setup_code": "#| points: 1"}, "#| setup\n#| ---\n#| points: 1"),
        ({"hints": ["#| x", "    code"]}, "#| hint\n#| ---\n#| x"),
        ({"wrong_solutions": [{"name": "a  b", "code": ""}]}, "#| wrong\n#| name: a  b"),
        ({"tests": [{"code": "assert f(1)\nassert f(2)"}]}, "#| tests\n#| ---\nassert f(1)\nassert f(2)"),
        ({"tests": [{"code": "f(1)"}]}, "#| tests\n#| ---\nf(1)"),
        ({"tests": [{"call": "x", "expected": "(1)"}]}, "#| tests\n#| call: x\n#| expected: (1)"),
        (
            {"tests": [{"call": "f(1)", "expected": "1", "name": "Test 2"}]},
            "#| tests\n#| name: Test 2\nassert f(1) == 1",
        ),
        ({"tests": [{"stdin": "3", "stdout": ""}]}, '#| tests\n#| stdin: "3"\n#| stdout: '),
        ({"tests": [{"stdout": "  *\n ***\n"}]}, "#| tests\n#| stdout: |2\n#|     *\n#|    ***"),
    ],
)
def test_what_would_be_read_as_something_else_has_a_form_of_its_own(tmp_path, changes, cell):
    course = built(**changes)
    folder.write(course, tmp_path / "c")
    assert cell in cells(tmp_path / "c")["01-search.ipynb"]
    same(source.load(tmp_path / "c"), course)


@pytest.mark.parametrize("title", ["C #", "#", "| x", "C#", "# x", "`a` 🦦", "a \u2028 b"])
def test_every_title_is_kept(tmp_path, title):
    course = built(title=title)
    folder.write(course, tmp_path / "c")
    same(source.load(tmp_path / "c"), course)
    assert (metadata(tmp_path / "c") or {}).get("title") == (title if title in {"C #", "#", "| x"} else None)


def test_what_is_not_as_it_would_be_without_stands_in_the_metadata(tmp_path):
    said = {
        "slug": "a_b",
        "topic": "Lists",
        "order_number": 0,
        "limits": {"memory_mb": 64},
        "environment": "datascience",
        "released_at": "2026-01-01T00:00:00Z",
        "due_at": "2026-01-02T00:00:00.5Z",
    }
    folder.write(built(**said, files=[{"name": "d.csv", "base64": ""}]), tmp_path / "c")
    due = {"due_at": "2026-01-02T00:00:00.500000Z"}
    assert metadata(tmp_path / "c") == said | due | {"files": ["d.csv"]}


def test_images_are_attached(tmp_path):
    address = "data:image/png;base64,iVBORw0KGgo="
    course = built(handout=f"![a]({address})", hints=[f"![c]({address})"])
    folder.write(course, tmp_path / "c")
    ((first, _, last),) = cells(tmp_path / "c").values()
    assert (first, last) == ("# Search\n\n![a](attachment:image-1.png)", "#| hint\n![c](attachment:image-1.png)")
    same(source.load(tmp_path / "c"), course)


def with_files(slug, *files):
    made = [{"name": name, "base64": text} for name, text in files]
    return {"slug": slug, "title": "T", "handout": "H", "tests": [{"code": "assert f(1)"}], "files": made}


def test_data_files_lie_beside_the_notebooks_unless_another_has_their_name(tmp_path):
    course = of_assignments(
        with_files("a", ("data.csv", "aaaa"), ("course.toml", "bbbb"), ("01-a", "cccc"), ("02-B.ipynb", "dddd")),
        with_files("b", ("data.csv", "aaaa"), ("other.csv", "eeee")),
        with_files("c", ("DATA.csv", "ffff"), ("e\u0301", "gggg"), ("\u00e9", "hhhh")),
        with_files("d", ("x.ipynb", "aaaa")),
    )
    folder.write(course, tmp_path / "c")
    lying = {str(path.relative_to(tmp_path / "c")) for path in (tmp_path / "c").rglob("*") if path.is_file()}
    assert {"data.csv", "other.csv", "01-a/01-a", "01-a/course.toml", "01-a/02-B.ipynb", "03-c/DATA.csv"} <= lying
    assert {"e\u0301", "03-c/\u00e9", "04-d/x.ipynb"} <= lying
    same(source.load(tmp_path / "c"), course)


def test_a_handout_about_another_tools_marks_makes_no_other_tools_notebook_of_it(tmp_path):
    course = built(handout="```otter\n# BEGIN QUESTION\nname: q1\n```")
    folder.write(course, tmp_path / "c")
    same(source.load(tmp_path / "c"), course)


def test_the_example_course_is_the_same_as_notebooks(tmp_path):
    course = example_course()
    folder.write(course, tmp_path / "c")
    same(source.load(tmp_path / "c"), course)
    assert not any("#| ---" in text for texts in cells(tmp_path / "c").values() for text in texts)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "x").touch()
    with pytest.raises(Refused, match="is not empty"):
        folder.write(built(), tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["x"]
    (tmp_path / "d").mkdir()
    folder.write(built(), tmp_path / "d")
    assert (tmp_path / "d" / "course.toml").exists()


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "file").touch()
    for target in (tmp_path / "file" / "c", tmp_path / "file"):
        with pytest.raises(Refused, match="cannot be written"):
            folder.write(built(), target)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_course_that_would_be_read_as_another_one_is_refused():
    with pytest.raises(Refused, match=r"search: no notebook says this without loss: title would change"):
        folder.compare(built(title="A"), built(title="B"))


def test_an_empty_folder_stays_the_same_for_whoever_is_in_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder.write(built(), Path())
    assert sorted(path.name for path in Path().iterdir()) == ["01-search.ipynb", "course.toml"]
