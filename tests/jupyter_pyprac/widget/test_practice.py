"""The widget on the kernel's side."""

import json
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


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(folder, text):
    (folder / "course.pyprac").write_text(text, encoding="utf-8")


COURSE = {"course": {"slug": "kurs", "title": "Kurs 🐍"}, "assignments": [{}, {}]}


@pytest.mark.usefixtures("built")
def test_a_course_beside_the_notebook_is_offered_and_sent_when_the_page_asks(folder, monkeypatch):
    lay(folder, json.dumps(COURSE))
    widget = Practice("search")
    sent = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append((content, buffers)))
    offered = dict(widget._offer)
    assert len(offered.pop("digest")) == 64
    assert offered == {"course": "kurs", "title": "Kurs 🐍", "assignments": 2}
    widget._handle_custom_msg({"type": "anything"}, [])
    assert sent == []
    widget._handle_custom_msg({"type": "course"}, [])
    assert sent == [({"type": "course"}, [json.dumps(COURSE).encode()])]


@pytest.mark.usefixtures("built")
def test_nothing_is_offered_without_a_course_or_where_another_is_meant(folder):
    assert Practice()._offer is None
    lay(folder, json.dumps(COURSE))
    assert Practice("search", course="another")._offer is None
    assert Practice("search", course="kurs")._offer is not None


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"course": 1, "assignments": []}', "[" * 100_000])
def test_a_damaged_course_is_no_hindrance_and_is_told_of(folder, text):
    lay(folder, text)
    with pytest.warns(UserWarning, match=r"course\.pyprac cannot be read: get the folder once more"):
        assert Practice()._offer is None
