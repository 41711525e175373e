"""The course around a notebook, and notebooks that are none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import formats, source
from jupyter_pyprac.authoring.faults import Refused
from tests.jupyter_pyprac.authoring.notebooks import HANDOUT, SOLUTION, TESTS, load, reasons, text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "is empty"),
        ("not JSON", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "is not a notebook"),
        ("{}", "is not a notebook"),
        ('{"nbformat": 5, "cells": []}', "newer than 4"),
        ('{"nbformat": 4}', "list of cells is damaged"),
        ('{"nbformat": 4, "cells": [1]}', "cell 1: is damaged"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "cell 1: is damaged"),
        ('{"nbformat": 3}', "damaged"),
        ('{"nbformat": 3, "worksheets": [{"cells": [3]}]}', "damaged"),
        (text(metadata={"kernelspec": {"name": "ir", "language": "R"}}), "written for 'r'"),
        (text(metadata={"language_info": {"name": "julia"}}), "written for 'julia'"),
        (text(HANDOUT, TESTS, metadata={"pyprac": 3}), "pyprac must be an object"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"topc": "x"}}), "pyprac.topc is not known: did you mean topic?"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"files": ["../x"]}}), "no file '../x'"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"files": [["x"]]}}), "no file ['x']"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_a_sentence(folder, raw, words):
    (folder / "01-search.ipynb").write_text(raw)
    with pytest.raises(Refused, match=r"^01-search\.ipynb: ") as refused:
        source.load(folder)
    assert words in str(refused.value)


def test_notebooks_of_older_formats_are_read(folder):
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Search"], "metadata": {}},
        {"cell_type": "markdown", "source": ["Find it."], "metadata": {}},
        {
            "cell_type": "code",
            "input": ["#| tests\n", "assert f(1) == 1"],
            "metadata": {},
            "language": "python",
            "outputs": [],
            "collapsed": False,
        },
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    (folder / "01-search.ipynb").write_text(json.dumps(old))
    assert source.load(folder).assignments[0].title == "Search"


def test_outputs_are_not_looked_at_however_large_they_are(folder):
    raw = json.loads(text(HANDOUT, TESTS))
    raw["cells"][1]["outputs"] = [{"output_type": "nonsense", "text": "x" * 60_000_000}]
    (folder / "01-search.ipynb").write_text(json.dumps(raw))
    assert source.load(folder).assignments[0].tests[0].call == "f(1)"


def test_a_notebook_by_itself_is_a_course_named_after_it(folder):
    (folder / "07-my-day.ipynb").write_text(text(HANDOUT, TESTS))
    found = source.load(folder / "07-my-day.ipynb")
    assert (found.course.slug, found.course.title, found.assignments[0].id) == ("my-day", "Search", "my-day/my-day")


def test_a_notebook_taken_out_of_its_course_is_told_to_be_one_of_its_own(folder):
    load(folder, HANDOUT, TESTS)
    (warning,) = source.load(folder / "01-search.ipynb").warnings
    assert "a course of its own, 'search'" in warning
    (folder / "course.toml").unlink()
    assert source.load(folder / "01-search.ipynb").warnings == ()


def test_an_editor_that_will_be_empty_is_noted(folder):
    load(folder, HANDOUT, SOLUTION, TESTS)
    (note,) = source.load(folder).notes["search"]
    assert note.endswith("students begin with an empty editor")
    load(folder, HANDOUT, SOLUTION, ("code", "#| starter\ndef f(x): ..."), TESTS)
    assert source.load(folder).notes == {}


def test_a_folder_that_does_not_name_its_course_is_named_after_itself_with_a_warning(tmp_path):
    folder = tmp_path / "My Course"
    folder.mkdir()
    (folder / "a.ipynb").write_text(text(HANDOUT, TESTS))
    found = source.load(folder)
    assert (found.course.slug, found.course.title) == ("my-course", "My Course")
    assert "course.toml" in found.warnings[0]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("title = My course", "texts need quotes"),
        ("slug = ", "is not TOML"),
        ('slug = "b"', "title: is missing"),
        ('slug = "B c"\ntitle = "x"', "slug: 'B c' does not fit"),
        ('slug = "b"\ntitle = "x"\nlangage = "en"', "langage: is not a known field: did you mean language?"),
        ('slug = "b"\ntitle = 2026-01-01', "title: must be text"),
    ],
)
def test_a_fault_in_the_courses_file_is_named(folder, toml, words):
    (folder / "a.ipynb").write_text(text(HANDOUT, TESTS))
    (folder / "course.toml").write_text(toml)
    with pytest.raises(Refused, match=r"^course\.toml: ") as refused:
        source.load(folder)
    assert words in str(refused.value)


def test_the_file_of_a_course_stands_for_no_course(folder):
    with pytest.raises(Refused, match="give the folder"):
        source.load(folder / "course.toml")


def test_places_without_a_course_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.json", tmp_path / "nothing.ipynb"):
        with pytest.raises(Refused):
            source.load(path)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["code", "markdown", "raw"]),
            st.text(st.sampled_from("#| \n:tesharwin\"'xd=()1"), max_size=60),
        ),
        max_size=4,
    )
)
def test_no_text_in_a_cell_makes_the_reader_fail(cells):
    draft = formats.read(text(*cells).encode(), "x.ipynb", lambda _: None)
    assert draft.data


@pytest.mark.parametrize("filling", ["![" * 200_000, "# " + " " * 200_000 + "x", "#" * 200_000, "![](" + " " * 200_000])
def test_no_handout_keeps_the_reader_busy(filling):
    assert formats.read(text(("markdown", filling)).encode(), "x.ipynb", lambda _: None).data


def test_a_file_that_is_not_there_is_one_fault(folder):
    told = reasons(folder, HANDOUT, SOLUTION, TESTS, metadata={"pyprac": {"files": ["../x"]}})
    assert told == ["notebook metadata: pyprac.files: there is no file '../x' beside the notebook"]


def test_what_two_solution_cells_define_is_noted(folder):
    again = ("code", "#| solution\nX = 2\nclass f:\n    pass\ndef g():\n    pass")
    load(folder, HANDOUT, ("code", "#| solution\nX = 1\ndef f(x):\n    return x"), again, TESTS)
    assert [note for note in source.load(folder).notes["search"] if "again" in note] == [
        "cell 3 defines f again, which cell 2 defines: the last one counts"
    ]
