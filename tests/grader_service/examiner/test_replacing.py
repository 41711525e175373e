"""What a test may replace, and what only a shared one can listen to."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

from tests.grader_service.examiner.written import method, only

ASKING = """
def double(): return 2 * int(input("How many? "))
def both(): return int(input()) + int(input())
def greet(): print("hi")
"""


REPLACING = {
    "input": "def test_it(monkeypatch):\n    monkeypatch.setattr('builtins.input', lambda _='': '7')\n    assert double() == double() == 14",
    "standard input": "import io, sys\ndef test_it(monkeypatch):\n    monkeypatch.setattr(sys, 'stdin', io.StringIO('3\\n4\\n'))\n    assert both() == 7",
    "print": "import builtins\ndef test_it(monkeypatch):\n    said = []\n    monkeypatch.setattr(builtins, 'print', said.append)\n    greet()\n    assert said == ['hi']",
    "items": "def test_it(monkeypatch):\n    values = {'x': 1}\n    monkeypatch.setitem(values, 'x', 2)\n    assert values == {'x': 2}\n    monkeypatch.delitem(values, 'x')\n    monkeypatch.delitem(values, 'y', raising=False)\n    assert values == {}",
    "a fixture's": "import pytest\nHOME = {'at': 'y'}\n@pytest.fixture\ndef home(monkeypatch):\n    monkeypatch.setitem(HOME, 'at', 'x')\n    yield\ndef test_it(home): assert HOME['at'] == 'x'\ndef test_then(): assert HOME['at'] == 'y'",
    "undone": "def test_it(monkeypatch):\n    monkeypatch.setattr('builtins.input', lambda _='': '7')\ndef test_then():\n    import builtins\n    assert builtins.input.__name__ == 'input'",
}


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("code", REPLACING.values(), ids=REPLACING)
def test_a_test_replaces_what_it_has_to(grade, code, shared):
    test = only(grade(ASKING, {"code": code, "shared": shared}))
    assert (test.status, test.message) == ("passed", None)


SETTING = [
    "def test_it(monkeypatch):\n    monkeypatch.setenv('MODE', 'x')\n    assert mode() == 'x'",
    "def test_it(monkeypatch):\n    monkeypatch.delenv('PATH', raising=False)\n    assert mode() is None",
    "import os\nos.environ['MODE'] = 'x'\nassert mode() == 'x'",
    "import os\nfrom unittest.mock import patch\nwith patch.dict(os.environ, {'MODE': 'x'}): assert mode() == 'x'",
]


@pytest.mark.parametrize("code", SETTING)
def test_the_environment_is_set_by_a_shared_test_alone(grade, code):
    code = f"import os\nos.environ['PATH'] = '/'\n{code}" if "delenv" in code else code
    mode = "import os\ndef mode(): return os.environ.get('MODE')\n"
    apart, shared = grade(mode, {"code": code}, {"code": code, "shared": True}).tests
    assert (apart.status, "not that of the submission: a shared test can" in apart.message) == ("failed", True)
    assert (shared.status, shared.message) == ("passed", None)


HEARD = """
import logging, warnings
def double(x):
    \'\'\'
    >>> double(2)
    4
    \'\'\'
    logging.getLogger("deep").warning("so loud")
    warnings.warn("so old", DeprecationWarning)
    return x * 2
def save(path):
    with open(path, "w") as file: file.write("kept")
"""


DEAF = (
    HEARD.replace("    logging.", "    # ")
    .replace("    warnings.", "    # ")
    .replace("    4", "    5")
    .replace("kept", "")
)


LISTENING = [
    "import doctest\nassert doctest.testmod().failed == 0",
    "import doctest\nassert doctest.testmod(submission) == (0, 1)",
    "from doctest import testmod\nassert not testmod(submission).failed",
    "import doctest\ndef test_it(capsys):\n    doctest.run_docstring_examples(double, globals())\n    assert not capsys.readouterr().out",
    method(
        "with self.assertLogs('deep', 'WARNING') as heard: submission.double(1)\nself.assertIn('loud', heard.output[0])"
    ),
    method("with self.assertRaises(AssertionError), self.assertNoLogs('deep'): submission.double(1)"),
    method("with self.assertWarns(DeprecationWarning): submission.double(1)"),
    method("with self.assertWarnsRegex(DeprecationWarning, 'old'): submission.double(1)"),
    "import warnings\nwith warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter('always')\n    double(1)\nassert len(seen) == 1",
    "def test_it(tmp_path):\n    save(tmp_path / 'new.txt')\n    assert (tmp_path / 'new.txt').read_text() == 'kept'",
    "import os, tempfile\nwith tempfile.TemporaryDirectory() as folder:\n    save(os.path.join(folder, 'new'))\n    assert open(os.path.join(folder, 'new')).read() == 'kept'",
    "save('new.txt')\nassert open('new.txt').read() == 'kept'",
]


@pytest.mark.parametrize("code", LISTENING)
def test_what_only_the_submissions_process_can_tell_is_asked_of_a_shared_test(grade, code):
    for solution in (HEARD, DEAF):
        test = grade(solution, {"code": code}).tests[0]
        assert test.status == "failed"
        assert "shared test" in test.message
    assert grade(HEARD, {"code": code, "shared": True}).correct
    assert not grade(DEAF, {"code": code, "shared": True}).correct


SORTS = "import time\ndef first(xs):\n    time.sleep(0)\n    return sorted(xs)[0]\n"


LOOKS = "def first(xs):\n    return min(xs)\n"


PATCHING = [
    "from unittest.mock import patch\nwith patch('builtins.sorted', return_value=[1]) as own:\n    first([1])\nown.assert_not_called()",
    "from unittest import mock\n@mock.patch('time.sleep')\ndef test_it(own):\n    first([1])\n    own.assert_not_called()",
    "import time, unittest.mock\nwith unittest.mock.patch.object(time, 'sleep') as own:\n    first([1])\nassert not own.called",
    "called = []\ndef test_it(monkeypatch):\n    monkeypatch.setattr('time.sleep', called.append)\n    first([1])\n    assert called == []",
]


@pytest.mark.parametrize("code", PATCHING)
def test_what_is_replaced_is_met_by_the_submission_or_refused(grade, code):
    for solution in (SORTS, LOOKS):
        (test,) = grade(solution, {"code": code}).tests
        assert test.status == "failed"
        assert "is another one in a test apart: a shared test can replace it" in test.message
        assert ("'submission.time.sleep'" in test.message) is ("sleep" in code)
    assert grade(LOOKS, {"code": code, "shared": True}).correct
    assert not grade(SORTS, {"code": code, "shared": True}).correct
