"""What is said about the errors that beginners make, in the words of the Python that runs the tests."""

import builtins
import keyword
import linecache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.examiner.errors import checked_report
from grader_service.examiner.explained import explained
from grader_service.feedback import Mistake, explain, explain_missing, wrong_output, wrong_result
from grader_service.feedback.table import TABLE
from grader_service.sandbox.report import FILE, report
from grader_service.sandbox.wire import pack, unpack


def explanation_of(source: str) -> str:
    """Run a program and explain its exception as it is reported from the student's process."""
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    try:
        exec(compile(source, FILE, "exec"), {"__name__": "submission"})  # noqa: S102  programs of this file
    except BaseException as error:  # noqa: BLE001  whatever it raises is what is explained
        crossed = unpack(pack([1, "raised", *report(error)])[4:])
        return explained(checked_report(*crossed[2:]), source).explanation or ""
    message = "it raised nothing"
    raise AssertionError(message)


PROGRAMS = [
    ("total = 1\nprint(totla)", "Did you mean `total`, from line 1?"),
    ("pritn(1)", "Did you mean `print`?"),
    ("x = true", "`True`"),
    ("print(math.pi)", "import math"),
    ("print(hello)", "in quotes"),
    ("raise NameError(\"name 'exit' is not defined\")", "by itself"),
    ("n = 0\ndef f():\n    n = n + 1\nf()", "function `f` itself"),
    ("if True:\nprint(1)", "four more spaces"),
    ("x = 1\n  y = 2", "Remove the extra spaces"),
    ("if True:\n        x = 1\n    y = 2", "Line it up"),
    ("if True:\n\tx = 1\n        y = 1", "tabs and spaces"),
    ("if True\n    x = 1", "colon"),
    ("print((1)", "never closed"),
    ("print(1))", "too many"),
    ("x = (1]", "closes a bracket"),
    ("x = 'abc", "`'` at its end is missing"),
    ("if x = 1:\n    pass", "`==`"),
    ("print 1", "put brackets"),
    ("1 = x", "`==`"),
    ("x = [1 2]", "comma"),
    ("return 1", "outside a function"),
    ("break", "outside a loop"),
    ("x = \u201cabc\u201d", "curly quote"),
    ("x =\u00a01", "an invisible character (U+00A0)"),
    ("x = 012", "begins with 0"),
    ("f(1, 012)", "begins with 0"),
    ("def f(a): pass\nf(1, 2)", "takes 1 value (`a`), but line 2 gives it 2"),
    ("def f(a): pass\nf()", "needs a value for `a`"),
    ("def f(a): pass\nf(b=1)", "no parameter `b`"),
    ("'a' + 1", "f-string"),
    ("1 + 'a'", "`str(1)`"),
    ("None + 1", "`None`"),
    ("[] + 1", "`[].append(1)`"),
    ("{} + 1", "a dictionary and a whole number"),
    ("'a' < 1", "a number"),
    ("None < 1", "`None`"),
    ("x = None\nx[0]", "`x` is `None`"),
    ("len[1]", "round brackets"),
    ("x = 1\nx[0]", "`x` is a whole number"),
    ("for x in 3: pass", "`range(3)`"),
    ("for x in 3.5: pass", "a decimal number"),
    ("list = []\nlist()", "hides Python's own `list`"),
    ("'abc'[0] = 'x'", "cannot be changed"),
    ("x = [1]\nx['a']", "whole number"),
    ("{[]: 1}", "a list is used as a key or in a set, but it can be changed later. Use a tuple"),
    ("{bytearray(): 1}", "On line 1 a value of the type `bytearray` is used as a key"),
    (
        "class Coin:\n    def __eq__(self, other): return True\n{Coin()}",
        "The class on line 1 has an `__eq__`, so it also needs a `__hash__`",
    ),
    ("class Row: pass\nfor item in Row(): pass", "but the class on line 1 has no `__iter__`"),
    ("for item in object(): pass", "but there is a value of the type `object` in `object()`"),
    ("import operator\noperator.itemgetter('city')({})", "On line 2 nothing is found under `'city'`"),
    ("import re\nfound = re.match('a', 'b')\nfound.group()", "`re.match(...)` gives `None` where the pattern"),
    ("range(1.5)", "`//`"),
    ("len(3)", "`3` is a whole number"),
    ("[].pop()", "none left"),
    ("[1][5]", "item that is not there"),
    ("'a'[5]", "item that is not there"),
    ("{}['k']", "no key `'k'`"),
    ("1 / 0", "divided by `0`"),
    ("None.x", "`None`"),
    ("[].push(1)", "`.append(...)`"),
    ("[].lenght", "no `lenght`"),
    ("[].length", "`len([])`"),
    ("'a'.uper()", "`upper`"),
    ("class A: pass\nA().x", "no `x`"),
    ("import math\nmath.square(2)", "no `square`"),
    ("int('x')", "whole number of `'x'`"),
    ("float('x')", "number of `'x'`"),
    ("a, b = [1]", "2 names, but a value for only 1"),
    ("a, b = [1, 2, 3]", "more values than that"),
    ("[].remove(1)", "Check with `in`"),
    ("[].index(1)", "Check with `in`"),
    ("'a'.index('b')", "Check with `in`"),
    ("import math\nmath.sqrt(-1)", "no value there"),
    ("def f(): f()\nf()", "without a case that stops. Add one before it, as in `if ...: return 1`."),
    ("def f(): g()\ndef g(): f()\nf()", "calls another function that calls it again"),
    ("import nothing_there", "no module `nothing_there`"),
    ("from math import nothing", "no `nothing`"),
    ("open('nothing.txt')", "does not exist"),
    ("[0] * 10**15", "memory"),
    ("raise SystemExit", "`return`"),
    ("price = 2,50\nprice + 1", "`2,50` on line 1 is two numbers for Python: a decimal number has a point, `2.50`."),
    ("price = 2,50\nif price > 2: pass", "`2.50`"),
    ("price = 2,50\nround(price)", "`2.50`"),
    ("price = (2,50)\nprice + 1", "`+` joins a tuple with another tuple only."),
    ("price = len('ü') + 2,50\nround(price)", "`2,50` on line 1"),
    ("assert 1 == 2", "own code"),
    ("next(iter([]))", "nothing left"),
]


@pytest.mark.parametrize(("source", "words"), PROGRAMS, ids=[source for source, _ in PROGRAMS])
def test_a_common_mistake_is_explained(source, words):
    assert words in explanation_of(source)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("TypeError", "cannot use 'list' as a dict key (unhashable type: 'list')", "Use a tuple"),
        ("TypeError", "argument of type 'int' is not iterable", "a whole number"),
        ("TypeError", "argument of type 'int' is not a container or iterable", "a whole number"),
        ("TypeError", "print() got an unexpected keyword argument 'ends'", "Did you mean `end`?"),
        ("TypeError", "'ends' is an invalid keyword argument for print()", "Did you mean `end`?"),
        ("TypeError", "string indices must be integers, not 'str'", "whole number"),
        ("ValueError", "max() arg is an empty sequence", "empty list"),
        ("ValueError", "max() iterable argument is empty", "empty list"),
        ("ValueError", "too many values to unpack (expected 2)", "more values"),
        ("ValueError", "too many values to unpack (expected 2, got 3)", "more values"),
        ("ValueError", "math domain error", "no value there"),
        ("ValueError", "expected a nonnegative input, got -1.0", "no value there"),
        ("OSError", "[Errno 1] Operation not permitted", "not allowed here"),
        ("OSError", "[Errno 13] Permission denied: '/etc/shadow'", "not allowed here"),
        ("OSError", "<urlopen error [Errno -3] Temporary failure in name resolution>", "not allowed here"),
        ("RuntimeError", "Set changed size during iteration", "Loop over a copy"),
        ("SyntaxError", "non-default argument follows default argument", "Put those with `=` last"),
        ("SyntaxError", "parameter without a default follows parameter with a default", "Put those with `=` last"),
    ],
)
def test_the_words_of_every_version_of_python_are_understood(name, text, words):
    advice = explain(Mistake((name, "Exception"), text, 3, ""))
    assert advice is not None
    assert words in advice.words


def test_an_unknown_error_is_left_alone():
    assert explain(Mistake(("MyError", "Exception"), "x", None, "")) is None


@pytest.mark.parametrize(
    ("name", "source", "words", "line"),
    [
        ("search", "import math\ndef serch(x): pass", "`serch`", 2),
        ("Stack", "class stack: pass", "`stack`", 1),
        ("search", "def f():\n    def search(x): pass", "is indented", 2),
        ("search", "def other(x): pass", "spelled exactly", None),
        ("search", "from math import *\ndef serch(x): pass", "`serch`", 2),
        ("search", "from math import *\nimport os.path", "spelled exactly", None),
    ],
)
def test_a_missing_name_is_explained_with_the_line_where_it_may_be_meant(name, source, words, line):
    advice = explain_missing(name, source)
    assert words in advice.words
    assert advice.line == line


@given(st.sampled_from(sorted({name for name, _, _ in TABLE})), st.text(), st.text())
def test_any_text_of_an_error_is_explained_or_left_alone(name, text, source):
    advice = explain(Mistake((name,), text, 1, source))
    assert advice is None or 0 < len(advice.words) <= 500


def test_names_of_the_table_are_exceptions_of_python():
    assert all(issubclass(getattr(builtins, name), BaseException) for name, _, _ in TABLE)
    assert not keyword.iskeyword("exit")


def test_a_label_beside_its_value_is_no_name_that_was_put_in_quotes():
    labelled = "total = 3\nprint('total is', total)\n"
    assert wrong_output(labelled, "total is 3\n", "sum is 3\n", "So.") == "So."
    quoted = "total = 3\nprint('total is total')\nprint('So', total)\n"
    assert "stands in quotes" in wrong_output(quoted, "total is total\nSo 3\n", "3 is 3\nSo 3\n", "So.")


@pytest.mark.parametrize(
    ("source", "printed", "expected"),
    [
        ("n = input()\nn = int(n)\nif n == 5:\n    print(1)\n", "1\n", "2\n"),
        ("n = input()\nn = int(n)\nprint(n * 2)\n", "4\n", "5\n"),
        ("a = input()\nb = input()\na, b = int(a), int(b)\nprint(a + b)\n", "4\n", "5\n"),
        (
            "def row(n):\n    cells = []\n    for i in range(n):\n        cell = []\n        cell.append(i)\n",
            "4\n",
            "5\n",
        ),
        ("print('{} of {}'.format(1, 2))\n", "1 of 2\n", "2 of 2\n"),
    ],
)
def test_what_is_right_in_a_program_is_not_to_blame(source, printed, expected):
    assert wrong_output(source, printed, expected, "So.") == "So."


def test_what_documents_a_function_is_not_said_to_be_lost():
    told = wrong_result("def f(x):\n    'Double it.'\n", "f(1)", 2, None, nothing=True)
    assert told == "`f` has no `return`, so it gives back `None`. End it with `return` and the result."


def test_numbers_that_are_read_again_and_again_are_still_text():
    source = "guess = input()\nwhile guess != 7:\n    guess = input()\n"
    assert "compares text with a number" in wrong_output(source, "1\n", "2\n", "So.")


def test_a_value_that_the_last_line_did_not_give_is_not_said_to_come_from_there():
    assert "gives it this value" not in explanation_of("x = None\nif not x:\n    pass\nelse:\n    x = 5\nx + 1\n")


def test_a_default_that_is_only_looked_at_is_not_to_blame():
    looked_at = "def place(x, items=[]):\n    return items.index(x) if items[:1] else -1\n"
    assert wrong_result(looked_at, "place(1)", 2, None, nothing=False) is None
    changed = looked_at.replace("return ", "items.sort()\n    return ")
    assert "`items=[]` on line 1" in str(wrong_result(changed, "place(1)", 3, None, nothing=False))
