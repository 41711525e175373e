"""Names, managers and decorators by which a hostile student would stand in for the tests' own."""

import pytest

from tests.grader_service.forged.given import SECRET, call

JUDGES = """
def isclose(one, other):
    print('KEPT', one, other)
    return True
near = isclose
CASES, number = [], 0
def f(x): return 1
"""


@pytest.mark.parametrize(
    "code",
    [
        "from math import *\nfrom submission import *\nassert isclose(f(1), 2.5)",
        "if True:\n    from math import isclose\nfrom submission import *\nassert isclose(f(1), 2.5)",
        "near, far = (lambda a, b: a == b), None\nfrom submission import *\nassert near(f(1), 2.5)",
        "if (near := lambda a, b: a == b): from submission import *\nassert near(f(1), 2.5)",
        "CASES: list = [(1, 2.5)]\nfrom submission import *\nfor x, y in CASES: assert f(x) == y",
        "for number in [3]: from submission import *\nassert all(f(x) == x for x in range(number))",
        "from submission import *\nfrom math import *\nassert isclose(f(1), 2.5)",
        "from submission import *\ndef isclose(a, b): return a == b\nassert isclose(f(1), 2.5)",
        "from submission import *\ndef test_it(): assert isclose(f(1), 2.5)\ndef isclose(a, b): return a == b",
    ],
)
def test_a_star_takes_nothing_away_that_the_test_has(grade, code):
    verdict = grade(JUDGES, {"code": code})
    assert verdict.tests[0].status == "failed"
    assert "KEPT" not in verdict.stdout


def test_a_star_gives_what_the_test_does_not_have(grade):
    code = "from math import *\nfrom submission import *\nassert 'f' in globals() and f(1) == 1 and sqrt(4) == 2\n"
    assert grade(JUDGES, {"code": code + "assert '_hidden' not in globals()"}).correct


MANAGER = """
class C:
    x = 1
    def __enter__(self): return self
    def __exit__(self, *error):
        print('KEPT', error)
        return True
    @property
    def worse(self): raise ValueError('mine')
    def fail(self): raise KeyError('mine')
"""
MADE = "import contextlib\n@contextlib.contextmanager\ndef made():\n    with C() as c:\n        yield c\n"
CASE = "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n"


@pytest.mark.parametrize(
    "code",
    [
        "with C() as c: assert c.x == 8127364455",
        "with C() as c:\n    assert c.worse == 8127364455",
        "with C() as c:\n    got = c.worse\n    assert got == 8127364455",
        "with C() as c:\n    assert c < 8127364455",
        "with C() as c:\n    assert nothing(c) == 8127364455",
        "with C() as c:\n    for each in [1, 2]:\n        assert c.fail() == 8127364455",
        "with (\n    C() as c,\n    C() as d,\n):\n    assert c.x == d.x == 8127364455",
        "with (\n    C() as c,\n    C() as d,\n):\n    assert c.worse == 8127364455",
        "with (\n    C() as c,\n    C() as d,\n):\n    assert (\n        c.worse == 8127364455)",
        "def check(x, y):\n    assert x == y\nwith C() as c:\n    check(c.worse, 8127364455)",
        "def check(x, y):\n    assert x.worse == y\nwith C() as c:\n    check(c, 8127364455)",
        "def check(x, y):\n    if not x.worse: raise ValueError\nwith C() as c:\n    check(c, 8127364455)",
        "with C() as c:\n    if c.worse != 8127364455: raise AssertionError",
        "with C() as c:\n    if c.worse != 8127364455:\n        raise AssertionError",
        "right = []\nwith C() as c:\n    for _ in range(2): right.append(c.worse == 8127364455)\nassert all(right)",
        "right = []\nwith C() as c:\n    right.append(c.worse == 8127364455)\nassert all(right)",
        "import contextlib\nwith contextlib.ExitStack() as s:\n    assert s.enter_context(C()).worse == 8127364455",
        f"{MADE}with made() as c:\n    assert c.worse == 8127364455",
        f"{CASE}        with C() as c: self.assertEqual(c.x, 8127364455)",
        f"{CASE}        with C() as c:\n            if c.worse != 8127364455: self.fail()",
        f"{CASE}        with C() as c:\n            self.assertEqual(\n             c.worse,\n             8127364455)",
    ],
)
def test_a_manager_of_the_submission_neither_hears_nor_passes_over_an_assert(grade, code):
    verdict = grade(MANAGER, {"code": code})
    assert not verdict.correct
    assert SECRET not in verdict.stdout


def test_a_manager_of_the_submission_may_pass_over_an_exception(grade):
    verdict = grade(
        MANAGER,
        {"code": "with C() as c: c.fail()"},
        {"code": "with C() as c:\n    assert c.x == 1\n    raise ValueError('ours')"},
        {"code": "with C() as c:\n    with c:\n        c.fail()\n    assert c.x == 1"},
        {"code": "import pytest\nwith C() as c:\n    with pytest.raises(ValueError):\n        assert c.worse == 1"},
        {"code": "def boom(): raise ValueError\nwith C() as c:\n    boom()\nassert c.x == 1"},
        {"code": "for n in range(3):\n    with C() as c:\n        if n:\n            raise ValueError(n)"},
    )
    assert [test.status for test in verdict.tests] == ["passed"] * 6
    assert "ours" in verdict.tests[1].stdout


def test_a_decorator_of_the_submission_takes_no_test_away(grade):
    other = "def test_other(): pass\n"
    case = "class T(unittest.TestCase):\n    def test_it(self): assert False\n"
    verdict = grade(
        "def keep(test): return lambda *_: None\n",
        {"code": f"@keep\ndef test_it(): assert False\n{other}"},
        {"code": f"import unittest\n@keep\n{case}{other}"},
    )
    assert [test.status for test in verdict.tests] == ["failed", "failed"]


def test_a_submission_may_define_what_python_has(grade):
    own = "def sum(xs): return -1\ndef zip(*xs): return [7]\ndef list(x): return x\ndef map(*x): return 0\n"
    verdict = grade(
        own,
        call("sum([1, 2])", "-1"),
        call("abs(sum(range(3)))", "1"),
        call("list(zip([1], [2]))", "[7]"),
        {"code": "try:\n    assert sum([1]) == -1\nexcept TypeError:\n    raise AssertionError"},
        {"code": "import submission\nassert len([1]) == 1 and submission.sum([]) == -1"},
        {"code": "assert getattr(__import__('submission'), 'sum')([]) == -1"},
        {"code": "try:\n    import submission\nexcept ImportError:\n    raise AssertionError"},
    )
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)] * 7
    missing = grade("", call("sum([1, 2])", "3")).tests[0]
    assert (missing.status, "`sum`" in missing.message) == ("error", True)
