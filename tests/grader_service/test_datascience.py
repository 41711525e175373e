"""The environment `datascience`: arrays, series and frames cross between a submission and its tests."""

import pytest

from grader_service.grading import Workshop

CODE = """
import numpy as np
import pandas as pd

def double(values): return np.asarray(values) * 2
def mean(values): return np.mean(values)
def zero(values): values[:] = 0
def table(): return pd.DataFrame({"name": ["Ann", "Bo"], "points": [1.5, 2.0]}, index=["a", "b"])
def column(frame): return frame["points"] * 2
def add(frame): frame["twice"] = frame["points"] * 2
def when(): return np.array(["2024-01-01", "2024-01-02"], dtype="M8[D]")
def words(): return np.array(["a", "bc"])
def truth(values): return np.asarray(values) > 1
def inverse(values): return np.linalg.inv(values)
"""
SAME_SERIES = """
import pandas as pd
pd.testing.assert_series_equal(column(table()), pd.Series([3.0, 4.0], ["a", "b"], name="points"))
"""
RIGHT = [
    {"call": "double([1, 2, 3])", "expected": "[2, 4, 6]"},
    {"call": "double([[1, 2], [3, 4]])", "expected": "[[2, 4], [6, 8]]"},
    {"call": "double([0.1]).tolist()", "expected": "[0.2]", "compare": "strict"},
    {"call": "mean([1, 2])", "expected": "1.5"},
    {"call": "table()", "expected": "{'name': ['Ann', 'Bo'], 'points': [1.5, 2.0]}"},
    {"call": "words()", "expected": "['a', 'bc']"},
    {"call": "truth([1, 2])", "expected": "[False, True]"},
    {"code": "import numpy as np\nnp.testing.assert_allclose(double(np.eye(2)), [[2, 0], [0, 2]])"},
    {"code": "import numpy as np\nvalues = np.ones(3)\nzero(values)\nassert not values.any()"},
    {"code": "frame = table()\nassert frame.loc['b', 'name'] == 'Bo'\nassert frame.dtypes['points'] == float"},
    {"code": SAME_SERIES},
    {"code": "frame = table()\nadd(frame)\nassert list(frame['twice']) == [3.0, 4.0]"},
    {"code": "assert str(when()[1]) == '2024-01-02'"},
    {"code": "import numpy as np\nassert np.allclose(inverse(np.eye(2) * 2), np.eye(2) / 2)"},
]
WRONG = [
    {"call": "double([1, 2, 3])", "expected": "[2, 4, 7]"},
    {"call": "double([1, 2, 3])", "expected": "[2, 4, 6]", "compare": "strict"},
    {"call": "words()", "expected": "['a', 'bd']"},
    {"call": "table()", "expected": "{'name': ['Ann', 'Bo']}"},
    {"code": "import numpy as np\nnp.testing.assert_allclose(double([1]), [3])"},
]
FORGED = """
import numpy as np
class Always(np.ndarray):
    def __eq__(self, other): return np.True_
    __array_priority__ = 1e9
def double(values): return np.zeros(3).view(Always)
class Frame:
    columns = ["name"]
    def to_dict(self, how): return {"name": ["Ann"]}
def table(): return Frame()
"""


@pytest.fixture(scope="module")
def science():
    pytest.importorskip("numpy", reason="the package numpy is not installed")
    pytest.importorskip("pandas", reason="the package pandas is not installed")
    with Workshop() as workshop:
        yield workshop


def statuses(workshop, job, code, tests):
    verdict = workshop.grade(job(code, *tests, environment="datascience"))
    assert verdict.protection == workshop.protection
    return [(test.status, test.message) for test in verdict.tests], verdict


def test_arrays_series_and_frames_reach_the_tests(science, job):
    told, verdict = statuses(science, job, CODE, RIGHT)
    assert [status for status, _ in told] == ["passed"] * len(RIGHT), (told, verdict.error)


def test_other_values_fail_with_a_sentence(science, job):
    told, _ = statuses(science, job, CODE, WRONG)
    assert [status for status, _ in told] == ["failed"] * len(WRONG), told
    assert all(message for _, message in told)


def test_a_students_own_array_class_equals_nothing(science, job):
    tests = [RIGHT[0], {"call": "table()", "expected": "{'name': ['Ann']}"}]
    told, _ = statuses(science, job, FORGED, tests)
    assert [status for status, _ in told] == ["failed", "failed"]


ZERO = """
import numpy as np
class Plain:
    __bases__ = ()
class Zero:
    dtype = type("D", (), {"type": Plain()})()
    __array_interface__ = {"shape": (1,), "typestr": "<f8", "data": (8, True), "version": 3}
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
def double(values): return Zero()
def many(values):
    found = np.empty(1, dtype=object)
    found[0] = Zero()
    return found
def empty(values): return np.empty((8_000_000, 0))
def deep(values): return np.zeros((2,) * 19)
"""


@pytest.mark.parametrize("name", ["double", "many", "empty", "deep"])
@pytest.mark.parametrize(
    "check",
    ["allclose", "isclose", "array_equal", "testing.assert_allclose", "testing.assert_almost_equal", "asarray"],
)
def test_no_object_of_a_students_is_near_an_expected_array(science, job, name, check):
    code = f"import numpy as np\nassert np.{check}({name}([1]), [3]) is not None\nassert np.{check}({name}([1]), [3])"
    if check == "asarray":
        code = f"import numpy as np\nassert np.asarray({name}([1])).shape == (1,)"
    told, verdict = statuses(science, job, ZERO, [{"code": code}])
    assert verdict.status != "system"
    assert [status for status, _ in told] != ["passed"]


@pytest.mark.parametrize("expected", ["2.5", "[1, 2, 3]", "[[1, 2, 3]]"])
@pytest.mark.parametrize("check", ["allclose({}, {})", "allclose({1}, {0})", "all(np.isclose({}, {}))"])
def test_an_empty_array_is_near_an_empty_one_alone(science, job, check, expected):
    code = "import numpy as np\ndef wide(): return np.empty((0, 1))\ndef none(): return []\n"
    head = "import numpy as np\nassert np."
    tests = [
        {"code": head + check.format("wide()", expected)},
        {"code": head + check.format("none()", "2.5")},
        {"code": head + check.format("none()", "np.array([])")},
    ]
    told, _ = statuses(science, job, code, tests)
    assert [status for status, _ in told] == ["failed", "failed", "passed"]


WIDE = """
import sys
import numpy as np
from grader_service.sandbox.values import marker
def wide(): return np.array(["x" * 5_000, *["a"] * 3_000])
def lie():
    texts = [marker(41), "U", [3_001], ["x" * 5_000, *["a"] * 3_000]]
    sys.modules["grader_service.sandbox.guest"].Guest._value = lambda *_: ["value", texts, None]
"""


def test_an_array_of_texts_takes_no_more_memory_than_one_in_which_all_are_as_long(science, job):
    told, verdict = statuses(science, job, WIDE, [{"call": "len(wide())", "expected": "1"}])
    words = "The result cannot be compared, because an array of texts takes more than 32 MiB."
    assert told == [("failed", words)], verdict
    assert statuses(science, job, WIDE, [{"call": "len(lie())", "expected": "1"}])[1].status == "crashed"


FRAME = "import pandas as pd\nimport submission\nSECRET, least = 8127364455, 7\ndf = pd.DataFrame({'a': [7, 8]})\n"
KEEP = "def keep(*values):\n    print('KEPT', values)\n    return True\n"


@pytest.mark.parametrize("verb", ["query", "eval"])
@pytest.mark.parametrize(
    "text",
    [
        "a == 8 or @submission.keep(@SECRET)",
        "a > @pd.io.common.os.getpid()",
        "a.map.__func__.__globals__",
        "a. _mgr",
    ],
)
def test_text_of_a_submission_reaches_no_more_of_a_frame_than_its_columns(science, job, verb, text):
    code = f"{FRAME}df.{verb}(f())"
    told, verdict = statuses(science, job, f"{KEEP}def f(): return {text!r}", [{"code": code}])
    assert "text that does not stand in it" in told[0][1]
    assert "KEPT" not in verdict.stdout


def test_a_frame_takes_text_of_the_test_and_plain_text(science, job):
    def inner(text):
        return f"{FRAME}def test_it():\n    least = 8\n    assert list(df.query({text})['a']) == [8]"

    tests = [{"code": inner(text)} for text in ("f()", "'a == @least'", "'a == @least and @df.a.max() == 8'")]
    told, _ = statuses(science, job, "def f(): return 'a > 7 and a.abs() == 8'", tests)
    assert told == [("passed", None)] * 3


def test_pandas_evaluates_text_of_the_test_alone(science, job):
    tests = [
        {"code": f"{FRAME}def test_it():\n    x = 5\n    assert pd.eval({text}) == 6"} for text in ("f()", "'x + 1'")
    ]
    told, _ = statuses(science, job, "def f(): return 'SECRET'", tests)
    assert "text that does not stand in it" in told[0][1]
    assert told[1] == ("passed", None)


def test_the_plain_environment_knows_no_numpy(science, job):
    assert science.grade(job("import numpy", {"call": "1", "expected": "1"})).error.type == "ModuleNotFoundError"


def test_an_environment_that_graders_do_not_have_is_a_fault_of_the_system(science, job):
    verdict = science.grade(job("", {"call": "1", "expected": "1"}, environment="rust"))
    assert verdict.status == "system"
    assert "datascience" in verdict.error.message


@pytest.mark.parametrize(
    "test",
    [
        "assert double([1, 2]) == [3, 4]",
        "def test_it():\n    assert double([1, 2]) == [3, 4]",
        "import numpy as np\nassert double([1, 2]) == np.array([3, 4])",
    ],
)
def test_arrays_in_an_assert_that_has_no_answer_are_told_by_their_difference(science, job, test):
    code = CODE.replace("* 2", "+ [3, 2]", 1)
    told, _ = statuses(science, job, code, [{"code": f"{test}\n"}])
    assert told == [("failed", "The first difference is at index 0: 4 instead of 3.")]


SCALARS = """
import numpy as np

def spread(values): return np.max(values) - np.min(values)
def rises(values): return np.diff(values).min() > 0
def middle(values): return np.float64(2.3)
"""


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"call": "spread([1, 3])", "expected": "3"}, "It is off by one: too small."),
        ({"call": "spread([1, 3])", "expected": "'wide'"}, "It returned a whole number, but text is expected."),
        ({"call": "rises([1, 3])", "expected": "False"}, "It is just the other way round."),
        ({"code": "assert rises([1, 3]) == False"}, "It is just the other way round."),
        ({"call": "middle([1, 3])", "expected": "2"}, "It is right only after rounding."),
        ({"code": "import numpy as np\nassert (spread(np.array([1, 3])) == np.array([3])).all()"}, None),
    ],
)
def test_a_scalar_of_numpys_is_told_as_pythons_own(science, job, test, words):
    told, _ = statuses(science, job, SCALARS, [test])
    assert told == [("failed", words)]
