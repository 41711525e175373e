"""What setup code imports is the tests' own: a submission that changes its own judges nothing with it."""

import pytest

from tests.grader_service.forged.given import call

PATCHED = """
import math, sys, statistics, collections
math.isclose = statistics.mean = lambda *_, **__: True
math.pi = 1
isclose = lambda *_, **__: True
def f(x): return 1
"""
RIGHT = "def f(x): return 2.5\n"
SETUPS = {
    "import math": "math.isclose(f(1), 2.5)",
    "import math as m": "m.isclose(f(1), 2.5)",
    "from math import isclose": "isclose(f(1), 2.5)",
    "from math import isclose as near": "near(f(1), 2.5)",
    "from math import *": "isclose(f(1), 2.5)",
    "try:\n    import nothing as m\nexcept ImportError:\n    import math as m": "m.isclose(f(1), 2.5)",
    "if True:\n    import math": "submission.math.isclose(f(1), 2.5)",
    "import os.path, math": "math.isclose(f(1), 2.5) and os.path.sep == '/'",
    "import math\ndef helper(): math = 1": "math.isclose(f(1), 2.5)",
}


@pytest.mark.parametrize("setup", SETUPS)
def test_a_submission_cannot_change_what_a_test_judges_by(grade, setup):
    text = SETUPS[setup]
    tests = [
        call(text, "True"),
        {"code": f"assert {text}"},
        {"code": f"from submission import *\nassert {text}"},
        {"code": f"import unittest, submission\nclass T(unittest.TestCase):\n    def test_it(self): assert {text}"},
    ]
    assert {test.status for test in grade(PATCHED, *tests, setup_code=setup).tests} == {"failed"}
    assert {test.status for test in grade(RIGHT, *tests, setup_code=setup).tests} == {"passed"}
    assert grade(RIGHT.replace("def", "import math\ndef"), *tests, setup_code=setup).correct


@pytest.mark.parametrize("setup", ["from math import sqrt", "from math import *"])
def test_what_setup_code_imports_is_not_what_students_are_to_write(grade, setup):
    code = "def sqrt(x): return x ** 0.5\n"
    (test,) = grade(code, call("sqrt(4)", "2.0"), setup_code=setup).tests
    told = "the setup code imports `sqrt`, and the submission defines it as well: one needs another name"
    assert (test.status, test.message) == ("failed", f"This test cannot go on, because {told}.")
    assert grade(
        code, call("submission.helped(4)", "2.0"), setup_code=f"{setup}\ndef helped(x): return sqrt(x)"
    ).correct


@pytest.mark.parametrize("setup", ["import table", "from table import *", "from table import NUMBERS"])
def test_a_module_that_tests_do_not_have_is_refused(grade, setup):
    code = "import sys, types\nsys.modules['table'] = types.ModuleType('table')\nsys.modules['table'].NUMBERS = [1]\n"
    setup_code = f"{code}{setup}"
    use = "table.NUMBERS" if setup == "import table" else "NUMBERS"
    (one, other, shared) = grade(
        "def f(): return 1", call(use, "[1]"), {"code": f"assert f() in {use}"},
        {"code": f"assert {use} == [1]", "shared": True}, setup_code=setup_code,
    ).tests  # fmt: skip
    assert one.status == other.status == "failed"
    assert "the setup code imports `table`, which is not there for tests" in one.message
    assert one.message == other.message
    assert shared.status == "passed"


def test_what_setup_code_defines_stays_an_object_of_the_submissions_process(grade):
    setup = (
        "import math\nfrom collections import Counter\nclass Box:\n    def __init__(self, x): self.x = x\nlimit = 3\n"
    )
    setup += "def double(x): return 2 * x\nmath = 7\n"
    tests = [
        call("f(Box(2))", "2"),
        call("double(limit)", "6"),
        call("math", "7"),
        {"code": "assert isinstance(box(), Box)\nassert Counter('aab') == counted('aab')"},
    ]
    code = "def f(b): return b.x\ndef box(): return Box(1)\ndef counted(s): return Counter(s)\n"
    assert grade(code, *tests, setup_code=setup).correct


BYTES = "def f(x): return b\"cbuiltins\\neval\\n(S'2'\\ntR.\"\ndef text(): return 'getoutput(\"echo 2\")'\n"


@pytest.mark.parametrize(
    ("setup", "test"),
    [
        ("import pickle", call("pickle.loads(f(1))", "2")),
        ("from pickle import loads", call("loads(f(1))", "2")),
        ("from subprocess import getoutput", call("eval(text())", "'2'")),
        ("from subprocess import getoutput", {"code": "assert eval(text()) == '2'"}),
        ("from subprocess import getoutput", {"code": "assert eval('submission.' + text()) == '2'"}),
        ("import subprocess", {"code": "assert eval('subprocess.' + text()) == '2'"}),
    ],
)
def test_a_submission_runs_nothing_by_what_setup_code_imports(grade, setup, test):
    (result,) = grade(BYTES, test, setup_code=setup).tests
    assert (result.status, "text that does not stand in it" in result.message) == ("failed", True)
