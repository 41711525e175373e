"""Text that a hostile student would have run among the tests; what the tests say themselves runs as ever."""

import pytest

from tests.grader_service.forged.given import SECRET, call

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
