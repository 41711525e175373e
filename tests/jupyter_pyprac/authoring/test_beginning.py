import json

import nbformat
import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.cli import main as cli


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_course_passes_the_gate_without_a_note_and_so_does_a_second_assignment(place, capsys):
    assert cli.main(["new", "my-course"]) == 0
    assert names(place / "my-course") == ["01-first-steps.ipynb", "course.toml"]
    assert "jupyter pyprac check my-course\n" in capsys.readouterr().out
    assert cli.main(["new", "my-course/02-for_loops.ipynb", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": ["my-course/02-for_loops.ipynb"]}
    assert cli.main(["check", "my-course", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(each["slug"], each["title"], each["notes"]) for each in report["assignments"]] == [
        ("first-steps", "First steps", []),
        ("for-loops", "For loops", []),
    ]
    assert (report["course"], report["warnings"]) == ("my-course", [])


def test_the_command_it_tells_can_be_typed_as_it_is(place, capsys):
    assert cli.main(["new", "My course!"]) == 0
    assert names(place / "My course!") == ["01-first-steps.ipynb", "course.toml"]
    assert capsys.readouterr().out.endswith("  jupyter pyprac check 'My course!'\n")


def test_what_it_writes_is_a_notebook_as_jupyter_has_them(place):
    assert cli.main(["new", "c"]) == 0
    nbformat.validate(json.loads((place / "c" / "01-first-steps.ipynb").read_text()))


def test_title_and_language_may_be_given(place):
    assert cli.main(["new", "c", "--title", 'Die "ersten" Schritte', "--language", "de"]) == 0
    assert cli.main(["new", "c/02-x.ipynb", "--title", "Größer als"]) == 0
    found = source.load(place / "c")
    assert (found.course.title, found.course.language) == ('Die "ersten" Schritte', "de")
    assert found.assignments[1].title == "Größer als"


def test_an_empty_folder_is_filled_even_the_one_that_one_is_in(place):
    assert cli.main(["new", "."]) == 0
    assert names(place) == ["01-first-steps.ipynb", "course.toml"]


def test_a_name_without_latin_letters_is_the_title_alone(place):
    assert cli.main(["new", "数学"]) == 0
    course = source.load(place / "数学").course
    assert (course.slug, course.title) == ("course", "数学")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["c"], "c: is not empty: jupyter pyprac new c/02-next.ipynb adds an assignment"),
        (
            ["c/more"],
            "c/more: lies in a course, of which each assignment is a notebook: jupyter pyprac new c/02-more.ipynb",
        ),
        (["c/01-first-steps.ipynb"], "is there already"),
        (["c/07-first-steps.ipynb"], "'first-steps' is the slug of 01-first-steps.ipynb too"),
        (["c/数.ipynb"], "slug: '' does not fit"),
        (["c/x.ipynb", "--title", "C #"], "title: 'C #' cannot be a heading"),
        (["c/x.ipynb", "--title", "a\nb"], "title: "),
        (["d/01-x.ipynb"], "begin the course with jupyter pyprac new d"),
        (["full"], "full: is not empty"),
        (["full/x"], "cannot be written"),
        (["none/there"], "cannot be written"),
        (["e", "--language", "much too long a language"], "course.toml: language: "),
        (["e", "--title", "a\x07"], "course.toml: title: must be a single line of plain text"),
    ],
)
def test_what_is_there_is_never_written_over_and_nothing_else_is_left(place, capsys, arguments, told):
    assert cli.main(["new", "c"]) == 0
    (place / "full").mkdir()
    (place / "full" / "x").touch()
    before = {path: path.is_file() and path.read_bytes() for path in place.rglob("*")}
    assert cli.main(["new", *arguments]) == 1
    assert told in capsys.readouterr().err
    assert {path: path.is_file() and path.read_bytes() for path in place.rglob("*")} == before
