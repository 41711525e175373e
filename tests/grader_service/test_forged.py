"""Ways past the tests that were found by reading this code as a hostile student does; none of them leads anywhere."""

import pytest

SECRET = "8127364455"
BUILTIN_SENT = """
import sys
g = sys.modules['grader_service.sandbox.guest']
from grader_service.sandbox import loans
from grader_service.sandbox.values import BUILTIN, marker
class Sly:
    def __init__(self, name): self.name = name
lend = loans.Loans.lend
loans.Loans.lend = lambda self, value: [marker(BUILTIN), value.name] if type(value) is Sly else lend(self, value)
def decode(text): return Sly('eval')
def encode(text): return "__import__('sys')"
"""
OWN_BUILTINS = """
def abs(value): return 0
def isinstance(value, kind): return True
def all(values): return True
def sum(values): return 10
def f(x): return 'wrong'
"""
STOPS = "def f(x): raise StopIteration\n"
STOPS_IN_OBJECTS = """
def stop(*_): raise StopIteration
class P:
    x = property(stop)
    __init__ = lambda self, v: None
    __getitem__ = __abs__ = __len__ = __add__ = __bool__ = __str__ = __iter__ = __contains__ = __eq__ = stop
"""
NAMED = """
class Base(Exception): pass
for name in ('ValueError', 'KeyError', 'TypeError', 'InsufficientFunds'):
    Base = type(name, (Base,), {})
def f(x): raise Base(x)
"""
ALL_AT_ONCE = """
class Many(ValueError, KeyError, IndexError, ZeroDivisionError): pass
class One(Many): pass
class Two(One): pass
def f(x): raise Two(x)
"""
SLOW_DUMP = """
import sys
def f(x):
    sys.stderr.write('Thread ' + 'a' * 400_000)
    sys.stderr.flush()
    while True: pass
"""
FRACTIONS = """
from fractions import Fraction
def f(x): return {Fraction(n * (2 ** 61 - 1) + 1, 2 ** 61 - 1) for n in range(1, 1900)}
"""
BIG_FRACTION = "from fractions import Fraction\ndef f(x): return Fraction(3 ** 900_000, 2 ** 1_400_000)\n"


def call(text, expected):
    return {"call": text, "expected": expected}


@pytest.mark.parametrize(
    ("code", "tests"),
    [
        (BUILTIN_SENT, [call("decode(encode('abc'))", f"'{SECRET}'")]),
        (BUILTIN_SENT, [call("decode('x')('1')", "1")]),
        (OWN_BUILTINS, [{"code": "assert abs(submission.f(2) - 1.4142) < 1e-3"}]),
        (OWN_BUILTINS, [{"code": "assert isinstance(submission.f(1), int)"}]),
        (OWN_BUILTINS, [{"code": "assert all([submission.f(1) == 1])"}]),
        (OWN_BUILTINS, [{"code": "sum([submission.f(1) == 1])", "score": True, "points": 10}]),
        (OWN_BUILTINS, [{"code": "assert abs(sum([0.1, 0.2]) - 0.3) < 1e-9"}]),
        (OWN_BUILTINS, [call("abs(sum([3]) - 3) < 1", "True")]),
        ("def abs(x): return 0\n", [call("abs(sum([3]) - 3) < 1", "True")]),
        ("", [call("sum([1, 2])", "3")]),
        ("", [call("len('ab')", "2")]),
        ("def f(x): return x\n", [{"code": "assert sorted([2, 1]) == [1, 2]"}]),
        ("", [{"code": "from submission import *\nassert list(zip([1], [2])) == [(1, 2)]"}]),
        (STOPS, [{"code": "assert all(map(f, [1, 2]))"}]),
        (STOPS, [{"code": "for got, want in zip(map(f, [1]), [1]): assert got == want"}]),
        (STOPS, [call("list(map(f, [1, 2]))", "[]")]),
        *(
            (STOPS_IN_OBJECTS, [call(f"all(map(lambda n: {text} == n, [1, 2]))", "True")])
            for text in (
                "P(n).x",
                "P(n)[0]",
                "abs(P(n))",
                "len(P(n))",
                "P(n) + n",
                "str(P(n))",
                "[*P(n)]",
                "P(n) in P(n)",
            )
        ),
        (STOPS_IN_OBJECTS, [{"code": "def check(n): assert P(n) and P(n) == P(n)\nlist(map(check, [1, 2]))"}]),
        (ALL_AT_ONCE, [{"call": "f(1)", "raises": "IndexError"}]),
        (ALL_AT_ONCE, [{"code": "import pytest\nwith pytest.raises(ZeroDivisionError): f(1)"}]),
        (SLOW_DUMP, [call("f(1)", "1")]),
        (FRACTIONS, [call("len(f(1))", "1")]),
        (BIG_FRACTION, [call("f(1)", "1")]),
        ("def f(x): return None", [{"code": "f(1)", "score": True}]),
    ],
)
def test_nothing_passes_and_the_next_is_graded_right(grade, code, tests):
    verdict = grade(code, *tests)
    assert not verdict.correct
    assert verdict.points == 0
    assert verdict.status != "system", verdict.error
    assert grade("def f(x): return x", call("f(1)", "1")).correct


def test_an_exception_counts_as_what_it_is_called_by_its_author(grade):
    assert grade(NAMED, {"call": "f(1)", "raises": "InsufficientFunds"}).correct


def test_a_wrong_answer_after_a_poisoned_run_is_wrong(grade):
    grade(BUILTIN_SENT, call("decode(encode('abc'))", "'abc'"))
    for number in range(5):
        assert not grade(f"def f(x): return {number}", call("f(1)", "'right'")).correct


FORGED_REPR = """
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def __repr__(self): return TEXT
def keep(*values):
    print('KEPT', values)
    return values
"""
STOLEN = "keep([each.expected for each in __import__('gc').get_objects() if type(each).__name__ == 'Test'])"


@pytest.mark.parametrize(
    "text",
    [
        STOLEN,
        "keep(SECRET)",
        "keep(submission)",
        "keep(().__class__.__base__.__subclasses__())",
        "keep('{0.__init__.__globals__}'.format(submission))",
        "keep(TEXT.format)",
        "keep(submission._pyprac_link)",
        "keep((n for n in [1]).gi_frame)",
        "keep(lambda: 0)",
        "keep(getattr)",
        "keep(eval)",
        "keep(__builtins__)",
        "keep(keep.__call__)",
        "(keep)(f'{submission.__dict__}')",
    ],
)
@pytest.mark.parametrize("way", ["eval(%s)", "exec(%s)", "eval(compile(%s, '', 'eval'))"])
def test_text_of_a_submission_is_no_code_of_the_test(grade, text, way):
    code = f"SECRET = {SECRET!r}\n{way % 'repr(Point(1, 2))'}"
    verdict = grade(f"TEXT = {text!r}\n{FORGED_REPR}", {"code": code}, call("1", SECRET))
    assert verdict.tests[0].status != "passed"
    assert "KEPT" not in verdict.stdout


def test_text_that_calls_the_submission_is_evaluated(grade):
    point = "TEXT = 'Point(1, 2)'\n" + FORGED_REPR
    rows = "for text, wanted in [('keep(3)', (3,)), ('len(keep())', 0)]:\n    assert eval(text) == wanted"
    texts = "'[Point(1, -2), submission.keep(1 + 2), {4: (5.0, None)}]'"
    verdict = grade(
        point,
        {"code": "p = Point(1, 2)\nassert eval(repr(p)) == p"},
        {"code": "def test_it():\n    n = 4\n    assert eval('n + 1') == 5\n    exec('assert n == 4')"},
        {"code": rows},
        {"call": f"eval(str({texts}))[1:]", "expected": "[(3,), {4: (5.0, None)}]"},
        {"call": "eval(f'keep({1})')", "expected": "(1,)"},
        {"code": "assert eval(compile('n', '', 'eval'), {'n': 7}) == 7"},
    )
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)] * 6


def test_a_submission_may_have_its_own_eval(grade):
    assert grade(
        "def eval(text): return 'own'", call("eval('1')", "'own'"), call("submission.eval('1')", "'own'")
    ).correct


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


EXECUTED = """
import marshal, pickle
class Evil:
    def __reduce__(self): return (eval, ("__import__('submission').keep() or 3",))
class P:
    def __repr__(self): return TEXT
TEXT = "__import__('submission').keep() or 3"
KEPT = []
def keep(): KEPT.append(1)
def text(): return TEXT
def hinted(x: TEXT) -> TEXT: pass
def pickled(): return pickle.dumps(Evil())
def plain(value): return pickle.dumps(value)
def code(): return marshal.dumps(compile(TEXT, '', 'eval'))
def documented():
    '''
    >>> __import__('submission').keep() or 3
    3
    '''
"""
EXECUTING = [
    "import builtins\nbuiltins.eval(text())",
    "import builtins\nbuiltins.exec(text())",
    "import builtins\nbuiltins.eval(builtins.compile(text(), '', 'eval'))",
    "import ast, builtins\nbuiltins.eval(builtins.compile(ast.parse(text(), mode='eval'), '', 'eval'))",
    "__builtins__['eval'](text())",
    "import typing\ntyping.get_type_hints(hinted)",
    "import typing\ntyping.ForwardRef(text())",
    "import doctest as d\nd.DocTestRunner().run(d.DocTestParser().get_doctest(documented.__doc__, {}, 'f', None, 0))",
    "import timeit\ntimeit.timeit(text(), number=1)",
    "import timeit\ntimeit.timeit(lambda: 1, setup=text(), number=1)",
    "import timeit\ntimeit.timeit('1', setup='2\\n' + text(), number=1)",
    "import timeit\ntimeit.timeit('def inner(_it, _timer): pass\\n' + text(), number=1)",
    "import pickle\npickle.loads(pickled())",
    "import io, pickle\npickle.load(io.BytesIO(pickled()))",
    "import io, pickle\npickle._Unpickler(io.BytesIO(pickled())).load()",
    "import marshal\nmarshal.loads(code())",
    "import code\ncode.InteractiveInterpreter().runsource(text())",
]


@pytest.mark.parametrize("code", EXECUTING)
def test_no_text_of_a_submission_runs_where_the_tests_are(grade, code):
    verdict = grade(EXECUTED, {"code": f"import submission\n{code}"}, call("len(submission.KEPT)", "0"))
    assert verdict.tests[1].status == "passed"


ITS_OWN = [
    "import builtins\nassert builtins.eval('text() and 3') == 3",
    "import timeit\nassert timeit.timeit(text, number=1) >= 0",
    "import timeit\nassert timeit.timeit('1 + 1', number=1) >= 0",
    "import pickle\nassert pickle.loads(plain([1, {2: 'x'}])) == [1, {2: 'x'}]",
    "import collections, pickle\nassert pickle.loads(plain(collections.Counter('aab'))) == {'a': 2, 'b': 1}",
    "import datetime, pickle\nday = datetime.date(2024, 2, 29)\nassert pickle.loads(plain(day)) == day",
    "import ast\nassert isinstance(ast.parse(text()).body[0], ast.Expr) and ast.literal_eval('[1]') == [1]",
    "from collections import namedtuple\nassert namedtuple('A', 'b')(1).b == 1",
    "from dataclasses import dataclass\n@dataclass(order=True)\nclass A:\n    b: int = 1\nassert A().b == 1",
    "import typing\ndef f(x: 'list[int]'): pass\nassert typing.get_type_hints(f) == {'x': list[int]}",
    "from unittest import mock\ndef f(x): return x\nassert mock.create_autospec(f, return_value=2)(1) == 2",
    "import sched, wave, plistlib, xmlrpc.client\nassert text()",
    "import enum, statistics\nclass E(enum.Enum):\n    A = 1\nassert E(1) is E.A and statistics.mean([1, 2]) == 1.5",
]


@pytest.mark.parametrize("code", ITS_OWN)
def test_what_stands_in_a_test_runs_as_ever(grade, code):
    verdict = grade(EXECUTED, {"code": f"from submission import *\n{code}"})
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)]


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
