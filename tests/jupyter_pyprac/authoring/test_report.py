import json

import pytest

from grader_service import contract
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.lines import Line, NotebookFault, Origin
from jupyter_pyprac.authoring.report import Finding, accepted, finding, refused
from jupyter_pyprac.model import Assignment, Course

TESTS = (contract.Test("finds", call="f()", expected="1"),)
SEARCH = Assignment(course="basics", slug="search", title="Search", order_number=1, handout="Find it.", tests=TESTS)


@pytest.mark.parametrize(
    ("sentence", "message", "cell", "line"),
    [
        (str(NotebookFault(Line("", 4, 2).where, "is: wrong")), "is: wrong", 4, 2),
        (str(NotebookFault(Line("", 4, 2).part, "is wrong")), "is wrong", 4, None),
        ("cell 3 has no role and was left out", "cell 3 has no role and was left out", 3, None),
        ("cell 3, line 1, is Jupyter's own", "cell 3, line 1, is Jupyter's own", 3, 1),
        (str(NotebookFault(Line("", "two_fer.py", 4).where, "is wrong")), "two_fer.py, line 4: is wrong", None, None),
        ("has no tests", "has no tests", None, None),
    ],
)
def test_a_finding_names_the_cell_and_line_that_its_sentence_begins_with(sentence, message, cell, line):
    assert finding("error", sentence, "01.ipynb", "a") == Finding("error", message, "01.ipynb", "a", cell, line)


def test_an_accepted_course_tells_its_warnings_and_notes_once_as_sentences_and_once_as_findings():
    bundle = Bundle(
        Course("basics", "Basics"),
        (SEARCH,),
        notes={"search": ("cell 2, line 1: looks odd",)},
        warnings=("two have the same number",),
        origins={"search": Origin("01-search.ipynb", {})},
    )
    told = json.loads(json.dumps(accepted(bundle)))
    assert told["assignments"][0]["notes"] == ["cell 2, line 1: looks odd"]
    assert told["warnings"] == ["two have the same number"]
    common = {"severity": "warning"}
    assert told["findings"] == [
        common | {"message": "two have the same number", "source": "", "slug": "", "cell": None, "line": None},
        common | {"message": "looks odd", "source": "01-search.ipynb", "slug": "search", "cell": 2, "line": 1},
    ]


def test_of_a_bundle_a_finding_names_the_assignment():
    (told,) = accepted(Bundle(Course("basics", "Basics"), (SEARCH,), notes={"search": ("looks odd",)}))["findings"]
    assert (told["source"], told["slug"], told["cell"]) == ("search", "search", None)


def test_a_refused_course_tells_its_notes_behind_the_faults():
    faults, notes = (Reason("01.ipynb", "has no tests"),), (Reason("02.ipynb", "cell 2: looks odd"), Reason("", "odd"))
    told = refused(Refused(faults, notes))
    assert told["warnings"] == ["02.ipynb: cell 2: looks odd", "odd"]
    assert [(each["severity"], each["source"], each["cell"], each["message"]) for each in told["findings"]] == [
        ("error", "01.ipynb", None, "has no tests"),
        ("warning", "02.ipynb", 2, "looks odd"),
        ("warning", "", None, "odd"),
    ]


def test_a_refused_course_tells_every_fault():
    told = refused(Refused((Reason("01.ipynb", "cell 4, line 2: is wrong"), Reason("", "is no bundle"))))
    assert told["refused"][0] == {"source": "01.ipynb", "reason": "cell 4, line 2: is wrong"}
    assert [(each["severity"], each["source"], each["cell"], each["message"]) for each in told["findings"]] == [
        ("error", "01.ipynb", 4, "is wrong"),
        ("error", "", None, "is no bundle"),
    ]
