"""What a test learns of names: those of the submission, and not of its own side alone."""

import pytest

CODE = "import math, json\nfrom math import sqrt\ntotal = 3\n_inner = 4\ndef f(x):\n    return x + 1\nclass Box: pass\n"
CLEAN = "def f(x):\n    return x + 1\n"

FORBIDDING = [
    "assert 'total' not in globals()",
    "assert 'math' not in globals()",
    "assert globals().get('total') is None",
    "def test_it(): assert 'total' not in globals()",
    "assert 'total' not in vars(submission)",
    "assert 'total' not in submission.__dict__",
    "assert not [name for name in vars(submission) if name.startswith('tot')]",
    "assert not [name for name, value in vars(submission).items() if type(value) is int]",
    "import sys\nassert not hasattr(sys.modules['submission'], 'total')",
    "import sys\nassert 'total' not in vars(sys.modules['submission'])",
    "import submission as s\nassert not hasattr(s, 'total') and len(vars(s)) == 1",
]


@pytest.mark.parametrize("code", FORBIDDING)
def test_a_name_that_must_not_be_there_is_seen(grade, code):
    assert [test.status for test in grade(CODE, {"code": code}).tests] == ["failed"]
    assert [test.status for test in grade(CLEAN, {"code": code}).tests] == ["passed"]


def test_names_of_a_call_and_of_a_shared_test_are_the_submissions(grade):
    tests = [
        {"call": "'total' in globals()", "expected": "False"},
        {"call": "'total' in vars(submission)", "expected": "False"},
    ]
    tests += [{"code": f"assert '{name}' not in globals()", "shared": True} for name in ("total", "math")]
    assert {test.status for test in grade(CODE, *tests).tests} == {"failed"}
    assert grade(CLEAN, *tests).correct


def test_what_vars_gives_is_what_the_names_stand_for(grade):
    code = "names = vars(submission)\nassert names['f'](1) == 2 and names['total'] == 3 and names.get('g') is None\n"
    code += (
        "assert 'Box' in names and names['math'].pi > 3 and globals()['f'](2) == 3 and globals().get('total') == 3\n"
    )
    code += "own = 1\nassert globals()['own'] == 1 and globals().get('own') == 1 and 'own' in globals()"
    assert grade(CODE, {"code": code}).correct


@pytest.mark.parametrize(
    "code",
    [
        "assert not [name for name in globals() if name == 'total']",
        "assert 'total' not in list(globals().keys())",
        "assert not [name for name, value in globals().items() if value == 3]",
        "assert 'total' not in dir()",
        "assert 3 not in vars().values()",
    ],
)
def test_going_through_the_names_of_a_test_is_refused(grade, code):
    (test,) = grade(CLEAN, {"code": code}).tests
    assert (test.status, "go through vars(submission) or dir(submission)" in test.message) == ("failed", True)


@pytest.mark.parametrize(
    "code",
    [
        "import warnings\nwarnings.simplefilter('error')\nassert f(1) == 2",
        "import warnings\nwarnings.filterwarnings('error', category=DeprecationWarning)\nassert f(1) == 2",
        "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('error')\n    assert f(1) == 2",
        "from warnings import simplefilter\nsimplefilter(action='error')\nassert f(1) == 2",
    ],
)
def test_making_errors_of_warnings_that_are_not_heard_is_refused(grade, code):
    (test, shared) = grade(CLEAN, {"code": code}, {"code": code, "shared": True}).tests
    assert (test.status, "hears nothing of the submission" in test.message) == ("failed", True)
    assert shared.status == "passed"
    assert grade(CLEAN, {"code": code.replace("'error'", "'ignore'")}).correct
    warns = "import warnings\ndef f(x):\n    warnings.warn('old', DeprecationWarning)\n    return x + 1\n"
    assert not grade(warns, {"code": code, "shared": True}).correct
