"""What a test learns of the types of a student's objects, exceptions and annotations."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

RIGHT = """
from abc import ABC
from enum import Enum
class Colour(Enum): RED = 1
class Shape(ABC): pass
class Table(dict): pass
class Low(ValueError): pass
def red(): return Colour.RED
def table(): return Table(a=1)
def steps(): return iter([1])
def typed(a: int, b: 'x') -> str: return 'x'
def wrong(n): return 'x' + n
def is_one(x, kind): return isinstance(x, kind)
def low():
    try: return 1 / 0
    except ZeroDivisionError as error: raise Low('low') from error
"""
OTHER = """
class Colour: RED = 1
class Shape: pass
class Table: pass
class Low(Exception): pass
def red(): return Colour()
def table(): return Table()
def steps(): return Colour()
def typed(a, b): return 'x'
def wrong(n): raise RuntimeError('mine')
def is_one(x, kind): return False
def low(): raise Low('low') from None
"""
ASKED = [
    "from enum import Enum\nassert issubclass(Colour, Enum)",
    "from enum import Enum\nassert isinstance(red(), Enum) and isinstance(red(), (int, Enum)) and isinstance(red(), int | Enum)",
    "import enum, unittest\nclass T(unittest.TestCase):\n    def test_it(self): self.assertIsInstance(red(), enum.Enum)",
    "import abc\nassert issubclass(Shape, abc.ABC)",
    "assert issubclass(Table, dict)",
    "from collections.abc import Iterator\nassert isinstance(steps(), Iterator)",
    "from collections import Counter\nassert is_one(Counter('a'), Counter)",
    "assert typed.__annotations__ == {'a': int, 'b': 'x', 'return': str}",
    "assert typed.__annotations__['a'] is int",
    "import pytest\nwith pytest.raises(Exception) as caught: wrong(1)\nassert caught.type is TypeError and caught.typename == 'TypeError'",
    "try: wrong(1)\nexcept Exception as error: assert type(error) == TypeError",
    "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        with self.assertRaises(Exception) as caught: wrong(1)\n        self.assertIs(type(caught.exception), TypeError)",
    "try: low()\nexcept Exception as error: assert isinstance(error.__cause__, ZeroDivisionError)",
    "try: low()\nexcept Exception as error: assert str(error.__cause__) == 'division by zero'",
    "try: low()\nexcept Exception as error: assert error.__context__ is not None",
]
OPPOSITE = [
    "from enum import Enum\nassert not issubclass(Colour, Enum)",
    "from enum import Enum\nassert not isinstance(red(), Enum)",
    "import enum, unittest\nclass T(unittest.TestCase):\n    def test_it(self): self.assertNotIsInstance(red(), enum.Enum)",
    "assert not issubclass(Table, dict)",
    "assert not isinstance(table(), dict)",
    "assert typed.__annotations__ != {'a': int, 'b': 'x', 'return': str}",
    "assert typed.__annotations__.get('a') is not int",
    "try: wrong(1)\nexcept Exception as error: assert type(error) is not TypeError",
    "try: wrong(1)\nexcept Exception as error: assert all([type(error) is not TypeError])",
    "try: wrong(1)\nexcept Exception as error: assert not (type(error) is TypeError or 0)",
    "try: low()\nexcept Exception as error: assert error.__cause__ is None",
    "import unittest\nclass T(unittest.TestCase):\n    def test_it(self): self.assertIsNot(type(table()), Table if issubclass(Table, dict) else 1)",
    "assert not issubclass(Table, dict) or Table is not type(table())",
    "assert type(table()) != (Table if issubclass(Table, dict) else 1)",
]


@pytest.mark.parametrize("code", ASKED)
def test_what_an_object_is_is_told(grade, code):
    (test,) = grade(RIGHT, {"code": code}).tests
    assert (test.status, test.message) == ("passed", None)
    assert not grade(OTHER, {"code": code}).correct


@pytest.mark.parametrize("code", OPPOSITE)
def test_what_an_object_must_not_be_is_seen(grade, code):
    assert not grade(RIGHT, {"code": code}).correct
    (test,) = grade(OTHER, {"code": code}).tests
    assert (test.status, test.message) == ("passed", None)


SLY = """
class Sly(float):
    def __sub__(self, other): return 0.0
    __rsub__ = __radd__ = __sub__
class Lies:
    __class__ = property(lambda self: float)
    def __sub__(self, other): return 0.0
def f(): return Sly()
def g(): return Lies()
"""


@pytest.mark.parametrize("call", ["f()", "g()"])
@pytest.mark.parametrize("kind", ["float", "(int, float)", "int | float", "numbers.Real"])
def test_an_object_that_says_it_is_a_number_is_judged_as_none(grade, call, kind):
    code = f"import numbers\nx = {call}\nassert isinstance(x, {kind}) and abs(x - 2.5) < 1e-9"
    (test,) = grade(SLY, {"code": code}).tests
    assert (test.status, "whatever it says" in test.message) == ("failed", True)


def test_a_case_with_a_class_of_the_submission_is_refused(grade):
    code = "match table():\n    case Table(): pass\n    case _: assert False"
    apart, shared = grade(RIGHT, {"code": code}, {"code": code, "shared": True}).tests
    assert (apart.status, "use isinstance, or a shared test" in apart.message) == ("failed", True)
    assert shared.status == "passed"
