"""What tests of a second course ask of classes, exceptions, decorators and generators, apart from the submission."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

CODE = """
import functools
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

@dataclass(order=True)
class Card:
    rank: int
    suit: str = field(default="H", compare=False)
    tags: list = field(default_factory=list, compare=False)

class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    def name(self): return "shape"

class Square(Shape):
    def area(self): return 1
    def __repr__(self): return "Square()"

class BankError(Exception):
    pass

class Short(BankError):
    def __init__(self, needed, available=0):
        super().__init__(f"need {needed}, have {available}")
        self.needed, self.available = needed, available
    @property
    def missing(self): return self.needed - self.available

def pay(error): raise error
def noted():
    error = BankError("x")
    error.add_note("a hint")
    raise error
def attempts(action, kind, times):
    for number in range(1, times + 1):
        try:
            return action(number)
        except kind:
            pass
def retry(kind):
    def decorate(function):
        @functools.wraps(function)
        def inner(*arguments):
            inner.calls += 1
            return function(*arguments)
        inner.calls = 0
        return inner
    return decorate
def chunks(items, size):
    part = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
def mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)
class Row:
    def __init__(self, items): self.items = list(items)
    def __getitem__(self, place): return Row(self.items[place]) if isinstance(place, slice) else self.items[place]
    def __setitem__(self, place, value): self.items[place] = value
    def __contains__(self, item): return True
    def __add__(self, other): return Row(self.items + other.items) if isinstance(other, Row) else NotImplemented
def middle(): return slice(1, -1)
def area(width: float, height: float = 1.0, *rest: int, unit: str = "cm") -> list[int]: return [1]
def plain(a, b=2): return a
"""
METHOD = "import unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        "
RIGHT = {
    "fields": "from dataclasses import fields\nassert [each.name for each in fields(Card)] == ['rank', 'suit', 'tags']\nassert fields(Card(1))[1].default == 'H'",
    "asdict": "import dataclasses\nassert dataclasses.asdict(Card(3)) == {'rank': 3, 'suit': 'H', 'tags': []}\nassert dataclasses.astuple(Card(3)) == (3, 'H', [])",
    "replace": "from dataclasses import replace\ncard = Card(3)\nassert replace(card, rank=5, suit='S').rank == 5\nassert card.rank == 3",
    "dataclasses of the test": "from dataclasses import asdict, dataclass, replace\n@dataclass\nclass Case:\n    n: int\nassert asdict(replace(Case(1), n=mean([2]))) == {'n': 2}",
    "an exception that is made": "error = Short(5, available=2)\nassert error.missing == 3\nassert str(error) == 'need 5, have 2'\nassert error.args == ('need 5, have 2',)\nassert isinstance(error, BankError) and isinstance(error, Exception)",
    "an exception that goes over": "import pytest\nwith pytest.raises(Short, match='need 4') as caught:\n    pay(Short(4))\nassert caught.value.needed == 4\nassert pytest.raises(BankError, pay, BankError).value.args == ()",
    "an exception that the test raises": "try:\n    raise Short(2, 1)\nexcept BankError as error:\n    assert error.missing == 1\nelse:\n    assert False",
    "an exception that is made wrongly": METHOD
    + "with self.assertRaisesRegex(TypeError, 'needed'):\n            Short()",
    "a class of exceptions": "def action(number):\n    if number < 3:\n        raise ValueError('again')\n    return number\nassert attempts(action, ValueError, 5) == 3\nassert attempts(lambda n: pay(BankError(n)) if n < 2 else n, BankError, 5) == 2",
    "notes": METHOD
    + "with self.assertRaises(BankError) as caught:\n            noted()\n        self.assertEqual(caught.exception.__notes__, ['a hint'])",
    "a decorator": "@retry(ValueError)\ndef hello(name):\n    'Says hello.'\n    return f'Hi {name}'\nassert hello('Ada') == 'Hi Ada'\nassert (hello.__name__, hello.__doc__, hello.calls) == ('hello', 'Says hello.', 1)",
    "a decorated lambda": "f = retry(ValueError)(lambda x: x + 1)\nassert f(1) == 2\nassert f.__name__ == '<lambda>'",
    "a generator": "pulled = []\ndef source():\n    for number in range(9):\n        pulled.append(number)\n        yield number\nparts = chunks(source(), 2)\nassert pulled == []\nassert next(parts) == [0, 1]\nassert pulled == [0, 1]\nassert list(parts) == [[2, 3], [4, 5], [6, 7]]",
    "iterators": "import itertools\nassert mean(iter([1, 2])) == 1.5\nassert mean(n * n for n in (1, 3)) == 5\nassert mean(map(int, '13')) == 2\nassert next(chunks(itertools.count(), 3)) == [0, 1, 2]\nassert mean(zip()) if False else True",
    "what a class has": "assert 'area' in Square.__dict__ and 'name' not in Square.__dict__\nassert '__repr__' in vars(Square)\nassert sorted(name for name in vars(Card(1))) == ['rank', 'suit', 'tags']",
    "the base of a class": "assert Square.__base__ is Shape\nassert Square.__bases__ == (Shape,)\nassert Shape.__base__ is not Square\nassert Square.__mro__[1] is Shape",
    "a signature": "import inspect\nfound = inspect.signature(area)\nassert found.parameters['width'].annotation is float\nassert found.return_annotation == list[int] or str(found.return_annotation) == 'list[int]'\nassert found.parameters['rest'].annotation is int\nassert inspect.signature(plain).return_annotation is inspect.Signature.empty\nassert str(inspect.signature(plain)) == '(a, b=2)'",
    "an operator by its name": "assert Row([1]).__add__(5) is NotImplemented\nassert Row([1]).__add__(Row([2])).items == [1, 2]\nassert (Row([1]) + Row([2])).items == [1, 2]\nassert hasattr(Row, '__add__') and not hasattr(Row, '__radd__')",
    "operators of values": METHOD
    + "self.assertIs(Row([1]).__add__(None), NotImplemented)\n        with self.assertRaises(TypeError):\n            Row([1]) + 5",
    "slices": "row = Row([1, 2, 3, 4])\nassert row[1:].items == [2, 3, 4]\nassert row[::-1].items == [4, 3, 2, 1]\nrow[:2] = [0]\nassert row.items == [0, 3, 4]\nassert [0, 1, 2][middle()] == [1]\nassert middle() == slice(1, -1)",
    "fixtures of a class": "import pytest\nclass TestIt:\n    @pytest.fixture(autouse=True)\n    def prepare(self):\n        self.numbers = [1, 3]\n        yield\n        self.numbers.clear()\n    @pytest.fixture\n    def four(self, two):\n        return 2 * two\n    @pytest.fixture\n    def two(self): return self.numbers[0] + 1\n    def test_it(self, four):\n        assert mean(self.numbers) == 2\n        assert mean([four]) == 4",
    "a repr that stands in the test": METHOD
    + "self.assertEqual(repr(Square()), 'Square()')\n        self.assertEqual(eval('Square()').area(), 1)\n        n = 2\n        self.assertEqual(eval('n + mean([n])'), 4)\n        exec('m = mean([n])')",
}
WRONG = {
    "asdict": ("from dataclasses import asdict\nasdict(Square())", "asdict() should be called on dataclass instances"),
    "fields": ("from dataclasses import fields\nfields(3)", "must be called with a dataclass type or instance"),
    "an attribute of an exception": ("assert Short(5).missing == 4", None),
    "a decorator": ("@retry(ValueError)\ndef hello(): pass\nassert hello.__name__ == 'inner'", None),
    "an iterator too long": ("mean(iter(range(3_000)))", "1,000 calls"),
    "whether an object holds a value": ("assert 2 in Row([])", "ask it in a shared test"),
    "a slice of objects": ("Row([])[Row([]):]", "hands over a slice, which cannot cross"),
    "a file": ("import io\nmean(io.StringIO('1'))", "hands over a StringIO, which cannot cross"),
    "the base of a class": ("assert Square.__base__ is Square", None),
}


@pytest.mark.parametrize("title", RIGHT)
def test_a_right_solution_passes(grade, title):
    verdict = grade(CODE, {"code": RIGHT[title]}, {"call": "mean([1])", "expected": "1"})
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)] * 2


@pytest.mark.parametrize("title", WRONG)
def test_what_is_wrong_fails_and_the_next_test_goes_on(grade, title):
    code, words = WRONG[title]
    verdict = grade(CODE, {"code": code}, {"call": "mean([1])", "expected": "1"})
    assert [test.status for test in verdict.tests][1:] == ["passed"]
    assert verdict.tests[0].status in {"failed", "error"}
    assert words is None or words in verdict.tests[0].message


def test_a_submission_without_code_has_a_source(grade):
    code = "import ast, inspect\nassert not any(isinstance(node, ast.For) for node in ast.walk(ast.parse(inspect.getsource(submission))))"
    assert grade("", {"code": code}).correct


def test_an_exception_that_cannot_be_told_fails_its_test(grade):
    code = "class Odd(Exception):\n    def __str__(self): return 3\ndef fine(): return 1\n"
    verdict = grade(code, {"code": "str(Odd())"}, {"call": "fine()", "expected": "1"})
    assert [test.status for test in verdict.tests] == ["error", "passed"]


NODE = "import datetime\nclass Node:\n    def __init__(self): self.next = None\ndef start(year):\n    return datetime.datetime(year, 1, 1)\n"


@pytest.mark.parametrize(
    "test",
    [
        {"code": "node = Node()\nassert node.next == 3"},
        {"code": "node = Node()\nassert node.next is not None"},
        {"code": "import datetime\nassert start(2020).tzinfo is datetime.timezone.utc"},
        {"call": "start(2020).tzinfo", "expected": "3"},
    ],
)
def test_an_attribute_that_is_none_is_nothing_that_a_function_returned(grade, test):
    (told,) = grade(NODE, test).tests
    assert (told.status, told.actual) == ("failed", "None")
    assert "return" not in (told.message or "")


def test_none_that_is_made_use_of_is_not_told_as_the_expected_none(grade):
    (test,) = grade("def root(): pass", {"call": "root().left", "expected": "None"}).tests
    assert (test.status, test.actual) == ("failed", None)
    assert "`root` has no `return`" in test.message or "It returned None" in test.message
