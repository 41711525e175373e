"""The widget on the kernel's side."""

from pathlib import Path

import pytest

import jupyter_pyprac
from jupyter_pyprac.widget import practice
from jupyter_pyprac.widget.practice import NotBuiltError, Practice, asset


@pytest.fixture
def built() -> None:
    if not (practice.STATIC / "practice.js").is_file():
        pytest.skip("the widget is not built: run `npm run build` in labextension/")


@pytest.mark.usefixtures("built")
def test_a_practice_of_the_whole_course_names_no_assignment():
    widget = jupyter_pyprac.Practice()
    assert (widget._slug, widget._course) == (None, None)
    assert (widget.assignment_id, widget.code, widget.score) == ("", "", 0)
    assert widget.correct is None
    assert widget.feedback is None


@pytest.mark.usefixtures("built")
def test_the_page_is_told_which_assignment_of_which_course():
    state = Practice("search", course="python-basics").get_state()
    assert (state["_slug"], state["_course"]) == ("search", "python-basics")
    assert "export" in state["_esm"]
    assert ".pp-app" in state["_css"]


@pytest.mark.usefixtures("built")
def test_what_the_page_reports_can_be_read():
    widget = Practice("search")
    widget.set_state(
        {"correct": True, "feedback": {"status": "passed"}, "score": 300, "assignment_id": "basics/search"}
    )
    assert (widget.correct, widget.feedback, widget.score) == (True, {"status": "passed"}, 300)


@pytest.mark.parametrize("slug", [7, b"search", ["search"]])
def test_a_slug_that_is_no_text_is_refused_with_an_example(slug):
    with pytest.raises(TypeError, match="a text such as 'search'"):
        Practice(slug)


@pytest.mark.parametrize("slug", ["", "basics/search", " search", "search\n"])
def test_a_text_that_is_no_slug_is_refused_with_an_example(slug):
    with pytest.raises(ValueError, match="a text such as 'search'"):
        Practice(slug)


def test_a_course_is_checked_like_a_slug():
    with pytest.raises(TypeError, match="'python-basics'"):
        Practice("search", course=1)


def test_a_file_that_was_not_built_names_the_command_that_builds_it():
    with pytest.raises(NotBuiltError, match=r"npm run build"):
        asset(str(Path("nothing") / "here.js"))
