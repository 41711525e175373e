import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import sent
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import MOST_FAULTS, Refused
from tests.services.course import SOLUTION, TESTS, notebook

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=20,
)
PIXEL = base64.b64encode(b"\x89PNG").decode()


def read(**body: object) -> Bundle:
    return sent.read(json.dumps({"name": "week 1/03-doubling.ipynb", "notebook": notebook(), **body}).encode())


def reasons(raw: bytes, *, whole: bool = False) -> list[str]:
    with pytest.raises(Refused) as refused:
        sent.read(raw, whole=whole)
    return [f"{source}: {reason}" for source, reason in refused.value.reasons]


def test_a_notebook_is_named_after_its_file_and_tells_where_its_parts_are():
    found = read()
    [assignment] = found.assignments
    assert (found.course.title, assignment.slug, assignment.order_number) == ("Doubling", "doubling", 1)
    assert found.origins["doubling"].source == "03-doubling.ipynb"
    assert found.origins["doubling"].where("tests[0]") == "cell 3, line 2"


@pytest.mark.parametrize("name", ["images/list.png", "./images/list.png", "images//list.png"])
def test_images_are_found_by_their_path_from_the_notebook(name: str):
    pictured = notebook()
    pictured["cells"][0]["source"] += "\n\n![a list](images/list.png)"
    found = read(notebook=pictured, files=[{"name": name, "base64": PIXEL}])
    assert PIXEL in found.assignments[0].handout


def test_what_lies_outside_of_what_was_sent_is_not_there():
    told = reasons(json.dumps({"name": "a.ipynb", "notebook": notebook(files=["../../etc/passwd"])}).encode())
    assert any("there is no file '../../etc/passwd' beside the notebook" in each for each in told)


def test_a_file_that_was_too_large_to_be_sent_refuses_what_needs_it_and_nothing_else():
    files = [{"name": "people.csv", "size": 13_000_000}, {"name": "film.mp4", "size": 1 << 40}]
    assert read(files=files).assignments[0].files == ()
    body = {"name": "a.ipynb", "notebook": notebook(files=["people.csv"]), "files": files}
    [told] = reasons(json.dumps(body).encode())
    assert told.startswith("people.csv: is 13,000,000 bytes long, too large to be sent")
    assert "files[0].base64: is missing" in reasons(json.dumps(body | {"files": [{"name": "a"}]}).encode())[0]


def test_a_damaged_course_file_beside_the_notebook_is_told():
    body = {"name": "a.ipynb", "notebook": notebook(), "files": [{"name": "course.toml", "base64": "PT0="}]}
    assert reasons(json.dumps(body).encode())[0].startswith("course.toml: is not TOML")


def test_a_notebook_is_no_course_where_a_whole_one_is_asked_for():
    raw = json.dumps({"name": "a.ipynb", "notebook": notebook()}).encode()
    assert "imported as a whole" in reasons(raw, whole=True)[0]


def test_what_is_longer_than_a_bundle_may_be_is_not_read():
    assert "at most 20,971,520" in reasons(b" " * (20 * 1024 * 1024 + 1))[0]


def test_no_more_faults_are_looked_for_than_somebody_would_read():
    assert len(reasons(json.dumps({str(number): 1 for number in range(3 * MOST_FAULTS)}).encode())) == MOST_FAULTS
    files = [{}] * 150
    assert len(reasons(json.dumps({"notebook": {}, "files": files}).encode())) == 301


@given(JSON, JSON, JSON)
def test_whatever_is_sent_is_a_course_or_refused(name: object, found: object, files: object):
    for body in ({"name": name, "notebook": found, "files": files}, {"notebook": notebook(), "files": files}, found):
        with suppress(Refused):
            sent.read(json.dumps(body).encode())


@given(st.lists(st.text(max_size=30), max_size=5), JSON)
def test_a_notebook_of_any_cells_is_a_course_or_refused(cells: list[str], metadata: object):
    found = notebook(SOLUTION, TESTS, *cells)
    found["metadata"]["pyprac"] = metadata
    with suppress(Refused):
        read(notebook=found)
