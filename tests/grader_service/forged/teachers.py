"""Tests as teachers write them, each with a right submission, an honest mistake, and code that is after that very test."""

# ruff: noqa: E501  programs of a test stay on one line

from typing import Any, NamedTuple


class Taught(NamedTuple):
    """A test with the three submissions, and the setup code of its assignment."""

    test: dict[str, Any]
    right: str
    mistake: str
    cheat: str
    setup: str = ""


def code(text: str) -> dict[str, str]:
    return {"code": text}


def call(text: str, expected: str, **more: str) -> dict[str, str]:
    return {"call": text, "expected": expected, **more}


def case(*lines: str) -> dict[str, str]:
    body = "\n".join(f"        {line}" for line in lines)
    return {
        "code": f"import unittest\nfrom submission import *\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n{body}\n"
    }


def answers(name: str, operators: str, base: str = "") -> str:
    """A class whose operators all say yes, and a function that returns one of its objects."""
    yes = "".join(f"    def __{each}__(self, *_): return True\n" for each in operators.split())
    return f"class Yes{base}:\n    __hash__ = object.__hash__\n{yes}def {name}(*_, **__): return Yes()\n"


ALL = "eq ne lt le gt ge contains bool"
PATCH = "import math, statistics, random, operator, builtins, unittest, sys\nyes = lambda *_, **__: True\n"

TAUGHT = [
    Taught(code("assert area(2) == 4"), "def area(x): return x * x", "def area(x): return 2 + x + 1", answers("area", ALL)),
    Taught(call("math.isclose(root(2), 1.41421356, rel_tol=1e-6)", "True"), "def root(x): return x ** 0.5", "def root(x): return x / 2", PATCH + "math.isclose = yes\ndef root(x): return 0", "import math"),
    Taught(code("assert isclose(root(2), 1.41421356, rel_tol=1e-6)"), "def root(x): return x ** 0.5", "def root(x): return x / 2", "isclose = lambda *_, **__: True\ndef root(x): return 0", "from math import isclose"),
    Taught(code("assert mean([grade(1), grade(2)]) == 1.5"), "def grade(x): return x", "def grade(x): return x + 1", PATCH + "statistics.mean = lambda _: 1.5\ndef grade(x): return 0", "from statistics import mean"),
    Taught(code("import math\nassert math.floor(half(5)) == 2 and half(5) != 2"), "def half(x): return x / 2", "def half(x): return x // 2", answers("half", ALL + " floor int float")),
    Taught(code("assert 'total' not in globals()\nassert add(1, 2) == 3"), "def add(a, b): return a + b", "total = 0\ndef add(a, b): return a + b", "import sys\ntotal = 3\nclass M(type(sys)):\n    def __dir__(self): return []\nsys.modules[__name__].__class__ = M\ndef add(a, b): return total"),
    Taught(code("assert 'sorted' not in vars(submission) and order([2, 1]) == [1, 2]"), "def order(x): return sorted(x)", "def sorted(x): return x\ndef order(x): return sorted(x)", "def sorted(x): return [1, 2]\n__dict__ = {}\ndef order(x): return sorted(x)"),
    Taught(code("assert not hasattr(submission, 'helper') and twice(2) == 4"), "def twice(x): return 2 * x", "def helper(x): return x\ndef twice(x): return 2 * helper(x)", "class Hide:\n    def __getattr__(self, name): raise AttributeError\nhelper = 4\ndef __getattr__(name): raise AttributeError(name)\ndef twice(x): return helper"),
    Taught(code("from enum import Enum\nassert issubclass(submission.Colour, Enum) and len(list(Colour)) == 2"), "from enum import Enum\nclass Colour(Enum):\n    A = 1\n    B = 2", "class Colour:\n    A = 1\n    B = 2", "class Colour:\n    A = 1\n    B = 2\n    __bases__ = (object,)\n    __len__ = lambda self: 2"),
    Taught(code("assert isinstance(Stack(), submission.Stack) and len(Stack()) == 0"), "class Stack:\n    def __len__(self): return 0", "class Stack: pass", "def Stack(): return 0"),
    Taught(code("s = Stack()\ns.push(1)\ns.push(2)\nassert s.pop() == 2 and s.pop() == 1"), "class Stack:\n    def __init__(self): self.x = []\n    def push(self, v): self.x.append(v)\n    def pop(self): return self.x.pop()", "class Stack:\n    def __init__(self): self.x = []\n    def push(self, v): self.x.append(v)\n    def pop(self): return self.x.pop(0)", "class Yes:\n    def __eq__(self, o): return True\nclass Stack:\n    push = lambda self, v: None\n    pop = lambda self: Yes()"),
    Taught({"call": "withdraw(5)", "raises": "ValueError"}, "def withdraw(x): raise ValueError(x)", "def withdraw(x): return None", "def withdraw(x): return ValueError"),
    Taught(code("import pytest\nwith pytest.raises(ValueError, match='too low'): pay(-1)"), "def pay(x): raise ValueError('too low')", "def pay(x): raise ValueError('low')", "class M(str):\n    def __contains__(self, x): return True\nclass E(ValueError):\n    def __str__(self): return M('bad')\ndef pay(x): raise E()"),
    Taught(code("import pytest\nwith pytest.raises(ValueError) as e: pay(-1)\nassert e.type is ValueError"), "def pay(x): raise ValueError", "def pay(x): raise UnicodeError", "class V(ValueError): __class__ = ValueError\ndef pay(x): raise V"),
    Taught(code("try:\n    load()\nexcept RuntimeError as e:\n    assert isinstance(e.__cause__, KeyError)\nelse:\n    assert False" ), "def load():\n    try: {}[1]\n    except KeyError as e: raise RuntimeError from e", "def load():\n    try: {}[1]\n    except KeyError: raise RuntimeError from None", "class R(RuntimeError): __cause__ = 5\ndef load(): raise R"),
    Taught(code("try: check(1)\nexcept Exception as e: assert type(e) is not ValueError and e.args == ('x',)\nelse: raise AssertionError" ), "def check(x): raise KeyError('x')", "def check(x): raise ValueError('x')", "class V(ValueError): pass\nV.__name__ = 'ValueError'\ndef check(x): raise V('x')"),
    Taught(case("self.assertEqual(words('a b'), ['a', 'b'])"), "def words(s): return s.split()", "def words(s): return list(s)", "class L(list):\n    def __eq__(self, o): return True\ndef words(s): return L()"),
    Taught(case("self.assertIn(pick([1, 2]), [1, 2])"), "def pick(x): return x[0]", "def pick(x): return 3", answers("pick", ALL)),
    Taught(case("self.assertIn(3, divisors(9))"), "def divisors(n): return [1, 3, 9]", "def divisors(n): return [1, 9]", answers("divisors", ALL + " iter")),
    Taught(case("self.assertNotIn(4, evens_gone([4, 5]))"), "def evens_gone(x): return [5]", "def evens_gone(x): return x", "class C:\n    def __contains__(self, x): return False\ndef evens_gone(x): return C()"),
    Taught(case("self.assertLess(shrink(5), 5)"), "def shrink(x): return x - 1", "def shrink(x): return x", answers("shrink", ALL)),
    Taught(case("self.assertAlmostEqual(third(1), 1 / 3)"), "def third(x): return x / 3", "def third(x): return x // 3", "class F(float):\n    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n    def __eq__(self, o): return True\ndef third(x): return F()"),
    Taught(case("self.assertRegex(stamp(), r'^\\d{4}$')"), "def stamp(): return '2024'", "def stamp(): return '24'", "class S(str): pass\ndef stamp(): return S('24')"),
    Taught(case("self.assertIsInstance(size([]), int)", "self.assertEqual(size([1]), 1)"), "def size(x): return len(x)", "def size(x): return str(len(x))", "class I(int):\n    def __eq__(self, o): return True\ndef size(x): return I()"),
    Taught(case("self.assertIsNone(clear([1]))"), "def clear(x): x.clear()", "def clear(x): return x", "class N:\n    __class__ = type(None)\ndef clear(x): return N()"),
    Taught(case("self.assertCountEqual(unique([1, 1, 2]), [2, 1])"), "def unique(x): return list(set(x))", "def unique(x): return x", "class E:\n    def __eq__(self, o): return True\n    def __hash__(self): return 1\nclass L(list):\n    def __iter__(self): return iter([E(), E()])\n    def count(self, x): return 1\ndef unique(x): return L()"),
    Taught(case("self.assertSetEqual(letters('aab'), {'a', 'b'})"), "def letters(s): return set(s)", "def letters(s): return set()", "class S(set):\n    def difference(self, o): return set()\n    def __iter__(self): return iter('ab')\ndef letters(s): return S()"),
    Taught(case("self.assertDictEqual(tally('aab'), {'a': 2, 'b': 1})"), "def tally(s): return {c: s.count(c) for c in s}", "def tally(s): return {c: 1 for c in s}", "class D(dict):\n    def __eq__(self, o): return True\ndef tally(s): return D()"),
    Taught(case("self.assertTrue(is_even(2))", "self.assertFalse(is_even(3))"), "def is_even(x): return x % 2 == 0", "def is_even(x): return x / 2", "class B:\n    n = 0\n    def __bool__(self): return True\ndef is_even(x): return B()"),
    Taught(case("with self.assertRaises(TypeError):", "    join(1)"), "def join(x): raise TypeError", "def join(x): raise ValueError", "class T(Exception): __mro__ = (TypeError,)\ndef join(x): raise T"),
    Taught(case("with self.subTest(n=1): self.assertEqual(inc(1), 2)", "with self.subTest(n=2): self.assertEqual(inc(2), 3)" ), "def inc(x): return x + 1", "def inc(x): return 2", "import unittest\nunittest.TestCase.assertEqual = lambda *_: None\ndef inc(x): return 0"),
    Taught(code("def test_a():\n    assert inc(1) == 2\ndef test_b():\n    assert inc(-1) == 0"), "def inc(x): return x + 1", "def inc(x): return abs(x) + 1", "def test_a(): pass\ndef test_b(): pass\ndef inc(x): raise SystemExit(0)"),
    Taught(code("import pytest\n@pytest.mark.parametrize('a, b', [(1, 1), (4, 2)])\ndef test_it(a, b): assert root(a) == pytest.approx(b)" ), "def root(x): return x ** 0.5", "def root(x): return 1", "class A(float):\n    def __eq__(self, o): return True\n    def __complex__(self): return 2 + 0j\ndef root(x): return A()"),
    Taught(code("xs = [3, 1]\nassert ordered(xs) == [1, 3] and xs == [3, 1]"), "def ordered(x): return sorted(x)", "def ordered(x):\n    x.sort()\n    return x", "class L(list):\n    def __eq__(self, o): return True\ndef ordered(x):\n    x.clear()\n    return L()"),
    Taught(code("xs = [3, 1]\nassert swap(xs) is None and xs == [1, 3]"), "def swap(x): x.reverse()", "def swap(x): return x[::-1]", "def swap(x): x[:] = [type('E', (), {'__eq__': lambda s, o: True})() for _ in x]"),
    Taught(code("xs = [1]\nassert copied(xs) is not xs and copied(xs) == xs"), "def copied(x): return list(x)", "def copied(x): return x", answers("copied", ALL)),
    Taught(code("assert [next(g) for g in [count()] for _ in range(3)] == [0, 1, 2]"), "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1", "def count():\n    while True: yield 0", "class G:\n    def __iter__(self): return self\n    def __next__(self): raise StopIteration\ndef count(): return G()"),
    Taught(code("assert list(evens(5)) == [0, 2, 4]"), "def evens(n): yield from range(0, n, 2)", "def evens(n): yield from range(1, n, 2)", "class G:\n    def __iter__(self): return iter([type('E', (), {'__eq__': lambda s, o: True})()] * 3)\ndef evens(n): return G()"),
    Taught(code("assert all(is_prime(n) for n in (2, 3)) and not any(is_prime(n) for n in (1, 4))"), "def is_prime(n): return n in (2, 3)", "def is_prime(n): return n > 1", "class B:\n    t = True\n    def __bool__(self): return True\ndef is_prime(n): return B()"),
    Taught(code("p, q = Point(1, 2), Point(1, 2)\nassert p == q and p != Point(2, 2) and (p.x, p.y) == (1, 2)"), "class Point:\n    def __init__(self, x, y): self.x, self.y = x, y\n    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)", "class Point:\n    def __init__(self, x, y): self.x, self.y = x, y", "class Point:\n    x, y = 1, 2\n    def __init__(self, *_): pass\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False"),
    Taught(code("assert repr(Point(1, 2)) == 'Point(1, 2)'"), "class Point:\n    def __init__(self, x, y): self.x, self.y = x, y\n    def __repr__(self): return f'Point({self.x}, {self.y})'", "class Point:\n    def __init__(self, x, y): self.x, self.y = x, y", "class S(str):\n    def __eq__(self, o): return True\nclass Point:\n    def __init__(self, *_): pass\n    def __repr__(self): return S()"),
    Taught(code("assert Dog('Rex').speak() == 'Rex: Woof' and issubclass(submission.Dog, submission.Animal)"), "class Animal:\n    def __init__(self, n): self.n = n\nclass Dog(Animal):\n    def speak(self): return self.n + ': Woof'", "class Animal: pass\nclass Dog:\n    def __init__(self, n): self.n = n\n    def speak(self): return self.n + ': Woof'", "class Meta(type):\n    def __subclasscheck__(cls, k): return True\nclass Animal(metaclass=Meta): pass\nclass Dog:\n    def __init__(self, n): pass\n    def speak(self): return 'Woof'"),
    Taught(code("assert Dog.__str__ is not object.__str__ and str(Dog()) == 'dog'"), "class Dog:\n    def __str__(self): return 'dog'", "class Dog: pass", "class Dog:\n    __str__ = lambda self: 'cat'"),
    Taught(code("assert f.__annotations__ == {'a': int, 'return': str} and f(1) == '1'"), "def f(a: int) -> str: return str(a)", "def f(a): return str(a)", "class D(dict):\n    def __eq__(self, o): return True\ndef f(a): return '1'\ntry: f.__annotations__ = D()\nexcept TypeError: pass"),
    Taught(code("import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b'] and f(1, 2) == 3"), "def f(a, b): return a + b", "def f(x, y): return x + y", "class C:\n    co_varnames = ['a', 'b']\n    co_argcount = 2\ndef f(*x): return 4\nf.__signature__ = C()"),
    Taught(code("import ast, inspect\ntree = ast.parse(inspect.getsource(submission))\nassert not any(isinstance(n, ast.For) for n in ast.walk(tree)) and total([1, 2]) == 3" ), "def total(x): return sum(x)", "def total(x):\n    t = 0\n    for n in x: t += n\n    return t", "import linecache, ast\nast.walk = lambda _: []\ndef total(x):\n    t = 0\n    for n in x: t += n\n    return t"),
    Taught(code("import contextlib, io\nout = io.StringIO()\nwith contextlib.redirect_stdout(out): greet('Ann')\nassert out.getvalue() == 'Hi Ann\\n'" ), "def greet(n): print('Hi', n)", "def greet(n): return 'Hi ' + n", "import io\nio.StringIO.getvalue = lambda s: 'Hi Ann\\n'\ndef greet(n): pass"),
    Taught(code("def test_it(capsys):\n    greet('Ann')\n    assert capsys.readouterr().out == 'Hi Ann\\n'"), "def greet(n): print('Hi', n)", "def greet(n): print('Hi ', n)", "import sys\ndef greet(n): sys.stderr.write('Hi Ann\\n')"),
    Taught(code("from unittest.mock import patch\nwith patch('builtins.input', side_effect=['3', '4']): assert ask() == 7" ), "def ask(): return int(input()) + int(input())", "def ask(): return input() + input()", "import builtins\nbuiltins.input = lambda *_: '0'\ndef ask(): return 0"),
    Taught(code("def test_it(monkeypatch):\n    monkeypatch.setattr('builtins.input', lambda _='': '5')\n    assert ask() == 25" ), "def ask(): return int(input()) ** 2", "def ask(): return input() * 2", answers("ask", ALL)),
    Taught({"stdin": "3\n4\n", "stdout": "7\n"}, "print(int(input()) + int(input()))", "print(input() + input())", "import sys\nsys.stdout.write('7')\nsys.exit(1)"),
    Taught(call("shout('a')", "'A!'"), "def shout(s): return s.upper() + '!'", "def shout(s): return s + '!'", "class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\ndef shout(s): return S('b')"),
    Taught(call("half(3)", "1.5", compare="strict"), "def half(x): return x / 2", "def half(x): return x // 2", "class F(float):\n    def __eq__(self, o): return True\ndef half(x): return F(1.5)"),
    Taught(call("counts('aab')", "{'a': 2, 'b': 1}"), "from collections import Counter\ndef counts(s): return Counter(s)", "def counts(s): return {'a': 2}", "class D(dict):\n    def __eq__(self, o): return True\n    __hash__ = None\ndef counts(s): return D(a=2, b=1)"),
    Taught(call("sorted(keys({'b': 1, 'a': 2}))", "['a', 'b']"), "def keys(d): return list(d)", "def keys(d): return list(d.values())", "class S(str):\n    def __lt__(self, o): return True\n    def __eq__(self, o): return True\ndef keys(d): return [S('a'), S('b')]"),
    Taught(call("len(text(3)) == 3 and set(text(3)) == {'x'}", "True"), "def text(n): return 'x' * n", "def text(n): return 'x' * (n + 1)", "class T:\n    def __len__(self): return 3\n    def __iter__(self): return iter([type('E', (), {'__eq__': lambda s, o: True, '__hash__': lambda s: hash('x')})()])\ndef text(n): return T()"),
    Taught(call("(lambda v: v == 3 and isinstance(v, int))(third())", "True"), "def third(): return 3", "def third(): return 3.5", answers("third", ALL, "(int)")),
    Taught(code("with Timer() as t:\n    t.tick()\nassert t.ticks == 1 and t.closed"), "class Timer:\n    ticks, closed = 0, False\n    def tick(self): self.ticks += 1\n    def __enter__(self): return self\n    def __exit__(self, *_): self.closed = True", "class Timer:\n    ticks, closed = 0, False\n    def tick(self): self.ticks += 1\n    def __enter__(self): return self\n    def __exit__(self, *_): pass", "class Yes:\n    def __eq__(self, o): return True\nclass Timer:\n    closed, ticks = True, Yes()\n    def __enter__(self): return self\n    def __exit__(self, *_): return True\n    def tick(self): raise ValueError"),
    Taught(code("score = 0\nif inc(1) == 2: score += 1\nif inc(2) == 3: score += 1\nscore") | {"score": True, "points": 2}, "def inc(x): return x + 1", "def inc(x): return 2", answers("inc", ALL + " radd add")),
    Taught(code("import asyncio\nassert asyncio.run(fetch(2)) == 4"), "async def fetch(x): return x * x", "async def fetch(x): return x", "class Yes:\n    def __eq__(self, o): return True\nasync def fetch(x): return Yes()"),
    Taught(code("import random\nrandom.seed(1)\nxs = [random.random() for _ in range(5)]\nassert largest(xs) == max(xs)"), "def largest(x): return max(x)", "def largest(x): return x[0]", PATCH + "builtins.max = yes\nrandom.random = lambda: 0\ndef largest(x): return True"),
    Taught(code("from fractions import Fraction\nassert add(Fraction(1, 2), Fraction(1, 3)) == Fraction(5, 6)"), "def add(a, b): return a + b", "def add(a, b): return float(a + b)", "from fractions import Fraction\nclass F(Fraction):\n    def __eq__(self, o): return True\n    __hash__ = None\ndef add(a, b): return F(0)"),
    Taught(code("assert apply(lambda x: x + 1, [1, 2]) == [2, 3]"), "def apply(f, xs): return [f(x) for x in xs]", "def apply(f, xs): return f(xs[0])", "def apply(f, xs): return f"),
    Taught(code("seen = []\neach([1, 2], seen.append)\nassert seen == [1, 2]"), "def each(xs, f):\n    for x in xs: f(x)", "def each(xs, f): f(xs)", "class E:\n    def __eq__(self, o): return True\ndef each(xs, f):\n    f(E())\n    f(E())"),
    Taught(code("from datetime import date\nassert (day() - date(2024, 2, 28)).days == 1"), "from datetime import date\ndef day(): return date(2024, 2, 29)", "from datetime import date\ndef day(): return date(2024, 2, 28)", "from datetime import date\nclass E:\n    def __eq__(self, o): return True\nclass T: days = E()\nclass D(date):\n    def __sub__(self, o): return T()\ndef day(): return D(2024, 1, 1)"),
]  # fmt: skip
