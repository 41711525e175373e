"""Programs of the first weeks: slips whose likely but false explanation was once given, or none at all."""

# ruff: noqa: E501  programs of a test stay on one line

from tests.grader_service.feedback.wrong import Wrong, raises
from tests.grader_service.feedback.wrong_results import gives, prints
from tests.grader_service.feedback.wrong_to_read import unreadable

BLOCKS = (
    unreadable("def f(x):\n    # TODO\n", 1, "Line 1 needs an indented line below it", "a comment does not count", "`pass`", error="IndentationError"),
    unreadable("def f(x):\n", 1, "Line 1 needs an indented line", error="IndentationError"),
    unreadable("def f(x):\n    if x > 3:\n    # nothing\n    else:\n        return 1\n    return 2\n", 2, "Line 2 needs an indented line", error="IndentationError"),
    unreadable("def f(x):\n    # first\n\ndef g(x):\n    return x\n", 1, "Line 1 needs an indented line", error="IndentationError"),
    unreadable("for i in range(3):\n    # print it\nprint(i)\n", 1, "Line 1 needs an indented line", error="IndentationError"),
    unreadable("class A:\ndef f(self):\n    return 1\n", 2, "start line 2 with four more spaces", error="IndentationError"),
    Wrong("  def f(x):\n    return x\n", "f(1)", "1", "error", "IndentationError", 1, ("begins with spaces", "left edge")),
    unreadable("# mine\n  x = 1\n", 2, "begins with spaces", error="IndentationError"),
)  # fmt: skip

READ = (
    unreadable("def f(x):\n    return len x\n", 2, "`len` is a function", "`len(x)`"),
    unreadable("def f(x):\n    for i in range 5:\n        print(i)\n", 2, "`range` is a function", "`range(5)`"),
    unreadable("def f(x):\n    throw ValueError('bad')\n", 2, "Python writes `raise` instead of `throw`"),
    unreadable("def f(x):\n    try:\n        n = int(x)\n    catch ValueError:\n        n = 0\n    return n\n", 4, "Python writes `except` instead of `catch`"),
    unreadable("def f(x):\n    raise ValueError, 'bad'\n", 2, "in brackets", "`raise ValueError('bad')`"),
    unreadable("echo 'Hello'\n", 1, "one writes `print('Hello')`, not `echo`"),
    unreadable("from math import sqrt()\n", 1, "stand no brackets", "`from math import sqrt`"),
    unreadable("f = (x) => x + 1\n", 1, "no arrow functions", "`def f(x):`"),
    unreadable("const f = (x, y) => x + y\n", 1, "no arrow functions", "`def f(x, y):`"),
    unreadable("def f(x):\n    if 18 < x and > 3:\n        return x\n", 2, "write `x` once more behind `and`"),
    unreadable("def f(x):\n    if x >= 18 and <= 65:\n        return x\n", 2, "write `x` once more behind `and`"),
    unreadable("def my func(x):\n    return x\n", 1, "cannot have a space", "`my_func`"),
    unreadable("def my-func(x):\n    return x\n", 1, "cannot have a `-`", "`my_func`"),
    unreadable("def f(a, b):\n    return a\ndef g():\n    return f(b=1, 2)\n", 4, "a plain value comes after one with a name"),
    unreadable("def f(x):\n    global x\n    return x\n", 2, "`x` is a parameter", "Remove that line"),
    unreadable("def f(x):\n    return x.\n", 2, "Line 2 ends with `.`"),
    unreadable("name = input()\nif\u00a0name:\n    print(name)\n", 2, "invisible character (U+00A0)"),
)  # fmt: skip

RAISED = (
    raises("def f(xs):\n    for i in range(len(xs)):\n        if xs[i] % 2:\n            del xs[i]\n", "f([1, 3])", "IndexError", 3, "Line 4 takes items out of `xs`", "loop on line 2", "a new list"),
    raises("def f(xs):\n    for i in range(len(xs)):\n        if xs[i] % 2:\n            xs.pop(i)\n", "f([1, 3])", "IndexError", 3, "Line 4 takes items out of `xs`"),
    raises("def f(xs):\n    for i in range(len(xs)):\n        xs[i].pop()\n        xs[i + 1] = 0\n", "f([[1]])", "IndexError", 4, "goes past the end in the last round"),
    raises("def f(d):\n    s = 0\n    for k in d:\n        s += k\n    return s\n", "f({'a': 1})", "TypeError", 4, "`k` is `'a'`", "the loop on line 3 gives its keys", "`d[k]`"),
    raises("def f(d):\n    return sum(d)\n", "f({'a': 1})", "TypeError", 2, "adds the keys", "`sum(d.values())`"),
    raises("def f(x):\n    print('a' + x + 'b')\n    return x\n", "f(3)", "TypeError", 2, "`'a'` is text", "Write `str(x)`"),
    raises("def f(xs):\n    s = 0\n    for i, x in enumerate(xs):\n        s += x\n    return s\n", "f('ab')", "TypeError", 4, "`x` is `'a'`", "Is it the value that you expect here?"),
    raises("def f(xs):\n    g = (x for x in xs)\n    return sum(g) + max(g)\n", "f([1])", "ValueError", 3, "nothing is left in `g`", "only once"),
    raises("def f(w):\n    d = {}\n    for c in w:\n        d[c] = d.get(c) + 1\n", "f('ab')", "TypeError", 4, "`d.get(c)` is `None`", "a key that is not there", "`d.get(c, 0)`"),
    raises("def f(d, k):\n    return d.k\n", "f({'a': 1}, 'a')", "AttributeError", 2, "square brackets", "`d[k]`"),
    raises("def f(d):\n    return d.name\n", "f({'name': 1})", "AttributeError", 2, "square brackets", "`d['name']`"),
    raises("def f(n):\n    return n.isdigit()\n", "f(12)", "AttributeError", 2, "a method of text", "`str(n).isdigit(...)`"),
    raises("def f(x):\n    out = []\n    append(out, x)\n    return out\n", "f(1)", "NameError", 3, "`out.append(x)`"),
    raises("def f(s):\n    return int('s')\n", "f('12')", "ValueError", 2, "Without its quotes it is the parameter"),
    raises("def f(s):\n    return float('s')\n", "f('12')", "ValueError", 2, "Without its quotes it is the parameter"),
    raises("def f(s):\n    return s.split('')\n", "f('ab')", "ValueError", 2, "cannot be split at nothing", "`list(...)`"),
    raises("def f(s):\n    return 3 in s\n", "f('123')", "TypeError", 2, "text within text", "`str(...)`"),
    raises("def f(xs):\n    return sum(xs, '')\n", "f(['a'])", "TypeError", 2, "adds numbers", "`''.join(...)`"),
    raises("def f(x):\n    print('a', + x)\n", "f('b')", "TypeError", 2, "nothing to its left", "comma"),
    raises("def f(x):\n    try:\n        n = int(x)\n    except ValueError:\n        print('bad')\n    return n\n", "f('a')", "UnboundLocalError", 6, "an error ended the `try` of line 2 early"),
    raises("def f(x):\n    return unicode(x)\n", "f(1)", "NameError", 2, "one writes `str`"),
    raises("class Dog:\n    def __str__(self):\n        print('R')\n", "str(Dog())", "TypeError", None, "`__str__` must give back text", "`return`"),
    raises("class Dog:\n    def __init__(self, name):\n        self.name = name\n        return self\n", "Dog('R').name", "TypeError", None, "remove its `return`"),
    raises("class A:\n    def __init__(self, n):\n        self.n = n\nclass B(A):\n    def __init__(self, n):\n        super.__init__(n)\n", "B(1).n", "TypeError", 6, "`super().__init__(...)`"),
    raises("class A:\n    def __init__(self, n):\n        self.n = n\nclass B(A):\n    def __init__(self, n, m):\n        self.m = m\n", "B(1, 2).n", "AttributeError", None, "`__init__` on line 5 stands in the place of that of `A`", "`super().__init__(...)`"),
    raises("class Pet:\n    def __init__(self):\n        self.hunger == 0\n", "Pet()", "AttributeError", 3, "`self.hunger == 0` on line 3 only compares", "one `=`"),
    raises("class Pet:\n    def cost(self):\n        print(3)\n    def pay(self):\n        return self.cost() + 1\n", "Pet().pay()", "TypeError", 5, "`self.cost()` is `None`", "`cost` on line 2 has no `return`"),
    raises("class P:\n    def __init__(self, x):\n        self._x = x\n    @property\n    def x(self):\n        return self.x\n", "P(1).x", "RecursionError", 6, "`self.x` on line 6 is the property `x` itself", "`self._x`"),
    raises("class P:\n    def __add__(self, other):\n        return self + other\n", "P() + P()", "RecursionError", 3, "`__add__` comes to itself again", "attributes"),
)  # fmt: skip

GIVEN = (
    gives("def vowels(w):\n    for c in w:\n        n = 0\n        if c in 'aeiou':\n            n += 1\n    return n\n", "vowels('banan')", "2", 6, "`n = 0` on line 3 stands inside the loop of line 2"),
    gives("def evens(xs):\n    for x in xs:\n        out = []\n        out.append(x)\n    return out\n", "evens([2, 4])", "[2, 4]", 5, "`out = []` on line 3 stands inside the loop"),
    gives("def rows(xs):\n    out = []\n    for x in xs:\n        row = []\n        row.append(x)\n        out.append(row)\n    return out\n", "rows([2])", "[[3]]", 7, "`[0][0]`: 2 instead of 3."),
    gives("def square(x):\n    return x ^ 2\n", "square(3)", "9", 2, "`^` on line 2 is no power", "`x ** 2`"),
    gives("def grid(m):\n    g = [[0] * 2] * 2\n    g[0][0] = m\n    return g\n", "grid(5)", "[[5, 0], [0, 0]]", 4, "one and the same list", "`[[0] * 2 for _ in range(2)]`"),
    gives("def add(a, b):\n    a + b\n", "add(1, 2)", "3", 2, "`a + b` on line 2 is worked out and then lost", "`return a + b`"),
    gives("def f(x):\n    ...\n", "f(1)", "2", 2, "`f` has no `return`", "End it with `return` and the result"),
    gives("def gate(h):\n    if h > 3:\n        'in'\n    else:\n        return 'out'\n", "gate(4)", "'in'", 3, "`'in'` on line 3 is worked out and then lost", "`return 'in'`"),
    gives("def gate(h):\n    if h > 3:\n        print('in')\n    else:\n        return 'out'\n", "gate(4)", "'in'", 3, "`gate` prints on line 3, but has no `return` there"),
    gives("def leap(y):\n    if y % 4 == 0:\n        True\n    return False\n", "leap(4)", "True", 4, "`True` on line 3 is worked out and then lost"),
    prints("a = input()\nb = input()\nprint(a + b)\n", "1\n2\n", "3\n", "`a` and `b` are text", "`a + b` on line 3 joins them", "`int(input())`"),
    prints("a = input()\nb = input()\nprint(a + b)\n", "Ada\n7\n", "Ada 7\n", "Only the spaces differ"),
    prints("if input() == 5:\n    print('yes')\nelse:\n    print('no')\n", "5\n", "yes\n", "`input() == 5` on line 1 compares text with a number"),
    prints("n = input()\nif n == 5:\n    print('yes')\nelse:\n    print('no')\n", "5\n", "yes\n", "`n == 5` on line 2 compares text with a number"),
    prints("x = input()\nif x == 'yes' or 'y':\n    print('go')\nelse:\n    print('stop')\n", "no\n", "stop\n", "is always true", "`x == 'y'`"),
    prints("def main():\n    print('Hello')\nmain\n", "", "Hello\n", "`main` on line 1 is never called", "`main()`"),
)  # fmt: skip

PRINTED = (
    prints("x = 5\nx + 1\nprint(x)\n", "", "6\n", "`x + 1` on line 2 changes nothing", "`x = x + 1`"),
    prints("name = input()\nname.upper()\nprint(name)\n", "a\n", "A\n", "`name.upper()` on line 2 changes nothing"),
    prints("x = 5\nx =+ 1\nprint(x)\n", "", "6\n", "`=+` on line 2 does not add"),
    prints("price = 3,50\nprint(price)\n", "", "3.50\n", "`3,50` on line 1 is two numbers", "`3.50`"),
    prints("name = input()\nprint(name.upper)\n", "a\n", "A\n", "`upper` itself was printed and not its result", "`upper()`"),
    prints("class Cat:\n    pass\nprint(Cat())\n", "", "Tom\n", "An object of the class `Cat` was printed", "`__str__`"),
    prints("x = [2, 1]\nx = x.sort()\nprint(x)\n", "", "[1, 2]\n", "`.sort(...)` on line 2 changes its list in place"),
    prints("x = [2, 1]\nprint(x.sort())\n", "", "[1, 2]\n", "`.sort(...)` on line 2 changes its list in place"),
    prints("def add(a, b):\n    print(a + b)\nprint(add(1, 2))\n", "", "3\n", "`add` on line 1 gives back nothing", "`None`", "line 3"),
    prints("def greet(name):\n    return 'Hi ' + name\ngreet('A')\n", "", "Hi A\n", "nothing prints it", "`print(greet('A'))`"),
    prints("name = input()\nprint('Hello, {}', name)\n", "Ada\n", "Hello, Ada\n", "`{}` in the text on line 2 is printed as it is"),
    prints("name = input()\nprint('Hello, %s', name)\n", "Ada\n", "Hello, Ada\n", "`%s` in the text on line 2 is printed as it is"),
    raises("print('Hello, {name}!'.format())\n", "", "KeyError", 1, "`{name}` in the text gets no value", "`.format(name=...)`", stdin=""),
    raises("while i < 3:\n    i += 1\n", "", "NameError", 1, "`i` has no value yet on line 1", "above this line", stdin=""),
    raises("try:\n    x = int(input())\nexcept ValueError:\n    print('bad')\nprint(x)\n", "", "NameError", 5, "an error ended the `try` of line 1 early", stdin="a\n"),
    raises("x = None\nprint(x + 1)\n", "", "TypeError", 2, "`x` is `None`", "Line 1 gives it this value", stdin=""),
    raises("for i in range[3]:\n    print(i)\n", "", "TypeError", 1, "`range` is a function", "round brackets", stdin=""),
    raises("name = input()\nprint(name + 1)\n", "", "TypeError", 2, "`name` is `'Zo\u00eb'`", "`+` joins text with text only", "`str(1)`", stdin="Zo\u00eb\n"),
    unreadable("class Cat:\n    pass\nc = new Cat()\n", 3, "without `new`"),
)  # fmt: skip

EARLY = (*BLOCKS, *READ, *RAISED, *GIVEN, *PRINTED)
