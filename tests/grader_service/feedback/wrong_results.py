"""Programs of beginners that run, but give back the wrong value or never end."""

# ruff: noqa: E501  programs of a test stay on one line

from tests.grader_service.feedback.wrong import Wrong


def gives(code: str, call: str, expected: str, line: int | None, *words: str) -> Wrong:
    return Wrong(code.lstrip("\n"), call, expected, "failed", None, line, words)


def prints(code: str, stdin: str, expected: str, *words: str) -> Wrong:
    return Wrong(code.lstrip("\n"), "", expected, "failed", None, None, words, stdin)


def never_ends(code: str, call: str, line: int, *words: str) -> Wrong:
    return Wrong(code.lstrip("\n"), call, "0", "timeout", None, line, words)


RESULTS = (
    gives("def add(a, b):\n    total = a + b\n", "add(1, 2)", "3", 2, "`add` has no `return`"),
    gives("def add(a, b):\n    print(a + b)\n", "add(1, 2)", "3", 2, "`add` prints on line 2", "`return`"),
    gives("def top(x):\n    if x > 3:\n        return x\n", "top(1)", "1", 2, "without reaching the `return` on line 3"),
    gives("def add(a, b):\n    c = a + b\n    return\n", "add(1, 2)", "3", 3, "`return` on line 3 has no value"),
    gives("def loud(text):\n    text.upper()\n    return text\n", "loud('a')", "'A'", 3, "`text.upper()` on line 2 changes nothing", "`text = text.upper()`"),
    gives("class Crane:\n    def lower(self):\n        self.rope = 3\ndef hoist(crane):\n    crane.lower()\n    return crane.rope\n", "hoist(Crane())", "2", 6, "off by one: too large."),
    gives("def win(a, b):\n    if a == 1 and b == 2 or 3:\n        return 1\n    return 0\n", "win(2, 1)", "0", 3, "is always true", "write `b == 3` there"),
    gives("def double(x):\n    x * 2\n    return x\n", "double(1)", "2", 3, "write `x = x * 2`"),
    gives("def zero(x):\n    x == 0\n    return x\n", "zero(1)", "0", 3, "only compares", "to give `x` a value"),
    gives("def add(a, b):\n    a =+ b + 0\n    return a\n", "add(1, 2)", "3", 3, "`=+` on line 2", "`a += ...`"),
    gives("def add(a, b):\n    return print(a + b)\n", "add(1, 2)", "3", 2, "`print` on line 2 only shows", "behind `return`"),
    gives("def add(a, b):\n    c = None\n    return c\n", "add(1, 2)", "3", 3, "came to the `return` on line 3, but `c` is `None`"),
    gives("def add(a, b):\n    def plus():\n        return a + b\n", "add(1, 2)", "3", 2, "no `return` of its own", "line 3 belongs to `plus`"),
    gives("def add(a, b):\n    def plus():\n        return\n    print(a + b)\n", "add(1, 2)", "3", 4, "`add` prints on line 4"),
    gives("""
def total(items):
    result = 0
    for i in items:
        result += i
        return result
""", "total([1, 2, 3])", "6", 5, "`return` on line 5 stands inside the loop of line 3", "first round"),
    gives("""
def has(items, x):
    for i in items:
        if i == x:
            return True
        else:
            return False
""", "has([1, 2], 2)", "True", 6, "inside the loop of line 2", "first round"),
    gives("def greet(name):\n    return 'Hello {name}'\n", "greet('Ann')", "'Hello Ann'", 2, "`{name}`", "no `f`"),
    gives("def upto(n):\n    return list(range(1, n))\n", "upto(3)", "[1, 2, 3]", 2, "The last item is missing"),
    gives("def upto(n):\n    return list(range(n + 1))\n", "upto(2)", "[1, 2]", 2, "one item too many at the beginning"),
    gives("def count(n):\n    return n + 1\n", "count(3)", "3", 2, "off by one: too large"),
    gives("def half(n):\n    return n // 2\n", "half(5)", "2.5", 2, "fraction is lost"),
    gives("def near(n):\n    return round(n)\n", "near(2.5)", "2.5", 2, "fraction is lost", "round(...)"),
    gives("def text(n):\n    return str(n)\n", "text(5)", "5", 2, "the text '5', but the int 5"),
    gives("def third(x):\n    return x / 3\n", "third(1)", "0.33", 2, "rounding to 2 decimal places"),
    gives("def same(a, b):\n    return a is b\n", "same(1000, int('1000'))", "True", 2, "`is` on line 2", "`==`"),
    gives("def hi():\n    return 'hello'\n", "hi()", "'Hello'", 2, "upper and lower case"),
    gives("def hi():\n    return 'Hello World '\n", "hi()", "'Hello World'", 2, "1 space is too many at position 12, at the end"),
    gives("def rev(x):\n    return x\n", "rev([1, 2, 3])", "[3, 2, 1]", 2, "opposite order"),
    gives("def mixed(x):\n    return [1, 3, 2]\n", "mixed(0)", "[1, 2, 3]", 2, "order is not"),
    gives("def pair(x):\n    return (1, 2)\n", "pair(0)", "[1, 2]", 2, "tuple instead of a list"),
    gives("def grid(n):\n    return [[0, 1], [1, 1]]\n", "grid(2)", "[[0, 1], [1, 0]]", 2, "`[1][1]`", "1 instead of 0"),
    gives("def ages():\n    return {'Ann': [1, 2]}\n", "ages()", "{'Ann': [1, 3]}", 2, "`['Ann'][1]`", "2 instead of 3"),
    gives("def yes(x):\n    return x > 3\n", "yes(5)", "False", 2, "other way round"),
    gives("def squares(n):\n    return map(abs, [1])\n", "squares(1)", "[1]", 2, "list(...)"),
    gives("def one():\n    return 1\n\ndef two():\n    return one\n", "two()", "1", 5, "round brackets"),
    gives("def up(items):\n    return items.sort()\n", "up([2, 1])", "[1, 2]", 2, "`.sort()` on line 2", "`None`"),
    gives("def add(x, items=[]):\n    items.append(x)\n    return items\n", "(add(1), add(2))[1]", "[2]", 3, "`items=[]` on line 1", "only once"),
    gives("def add(\n    x,\n    items=[],\n):\n    items.append(x)\n    return items\n", "(add(1), add(2))[1]", "[2]", 6, "`items=[]` on line 3", "only once"),
    gives("def add(x, *,\n        items=list()):\n    items += [x]\n    return items\n", "(add(1), add(2))[1]", "[2]", 4, "`items=list()` on line 2", "only once"),
    gives("def add(x, seen={}):\n    seen[x] = 1\n    return seen\n", "(add(1), add(2))[1]", "{2: 1}", 3, "`seen={}` on line 1", "only once"),
    gives("def pos(x):\n    if x == 1 or 2:\n        return True\n    return False\n", "pos(5)", "False", 3, "`x == 1 or 2` on line 2", "always"),
    gives("def price(n):\n    return 2,50 * n\n", "price(1)", "2.5", 2, "a tuple", "`2,50` on line 2", "has a point, `2.50`"),
    gives("def price(n):\n    each = 2,50\n    return each\n", "price(1)", "2.5", 3, "`2,50` on line 2"),
    gives("def bill(a, b):\n    return a * 2,50 + b * 3,20\n", "bill(1, 1)", "5.7", 2, "a tuple", "`2,50` on line 2", "has a point, `2.50`"),
    gives("def three(n):\n    return 2,50,3\n", "three(1)", "2.5", 2, "It returned a tuple, but a decimal number is expected."),
    gives("def at(n):\n    x, y = 2,5\n    return x\n", "at(1)", "2.5", 3, "fraction is lost"),
    gives("def at(n):\n    return (2,5)\n", "at(1)", "2.5", 2, "It returned a tuple, but a decimal number is expected."),
    prints("print(2,50)\n", "", "2.50\n", "`2,50` on line 1", "`2.50`"),
    prints("name = input()\nprint('hello', name)\n", "Ann\n", "Hello Ann\n", "upper and lower case"),
    prints("name = input('Name? ')\nprint('Hello', name)\n", "Ann\n", "Hello Ann\n", "The prompt of `input` on line 1 is printed"),
    prints("for i in range(3):\n    print(i)\n", "", "1\n2\n3\n", "Line 1 of the output"),
    prints("for i in range(3):\n    print(3 - i)\n", "", "1\n2\n3\n", "order is not, first in line 1"),
    prints("for i in range(1, 3):\n    print(i)\n", "", "1\n2\n3\n", "ends too early: line 3 should be '3'"),
    prints("print('ho' * 2)\n", "", "ho\nho\n", "Only spaces and line breaks differ"),
    gives("def bill(teas):\n    teas = 2\n    return teas\n", "bill(3)", "6", 3, "Line 2 gives `teas` another value", "`bill` was called with is lost"),
    gives("def add(a, b):\n    c = a\n    b = c\n    return b\n", "add(1, 2)", "3", 4, "Line 3 gives `b` another value"),
    gives("def heavy(all):\n    for one in all:\n        if one < 3:\n            all.remove(one)\n    return all\n", "heavy([1, 2])", "[]", 5, "Line 4 changes `all` while the loop on line 2 goes over it"),
    gives("def down(n):\n    found = []\n    for i in range(n, 0):\n        found.append(i)\n    return found\n", "down(2)", "[2, 1]", 5, "counts upwards", "write `range(n, 0, -1)`"),
    gives("def same(text):\n    return text == reversed(text)\n", "same('aa')", "True", 2, "never equals a text or a list", "write `text[::-1]`"),
    gives("def same(items):\n    return items == map(abs, items)\n", "same([1])", "True", 2, "write `list(map(abs, items))`"),
    gives("def win(a, b):\n    if a == 'x' and 'y':\n        return 1\n    return 0\n", "win('x', 'z')", "0", 3, "compares nothing with `'y'`"),
    prints("name = input()\nprint('Hello, name.')\n", "Ann\n", "Hello, Ann.\n", "`name` on line 2 stands in quotes"),
    prints("name = input()\nprint('Hello', name, '!')\n", "Ann\n", "Hello Ann!\n", "Only the spaces differ", "`print` on line 2 puts a space at each comma"),
    prints("total = 3\nprint('total is', total)\n", "", "sum is 3\n", "'total is 3', but should be 'sum is 3'."),
    prints("n = input()\nprint(n * 2)\n", "3\n", "6\n", "`n` is text, so `n * 2` on line 2 repeats it", "`int(input())` on line 1"),
    prints("x = 1\n", "", "1\n", "Nothing was printed"),
    prints("def main():\n    print(1)\n", "", "1\n", "Nothing was printed", "`main` on line 1 is never called", "write `main()`"),
    prints("x = 2\ndef show(x):\n    print(x)\n", "", "1\n", "write `show(...)`"),
    prints("name = input()\nprint('Hello, {name}')\n", "Ann\n", "Hello, Ann\n", "`{name}` in it, but no `f`"),
    prints("print('3\\N{NO-BREAK SPACE}kg')\n", "", "3 kg\n", "looks right, but at position 2", "NO-BREAK SPACE (U+00A0) instead of a space"),
)  # fmt: skip

ENDLESS = (
    never_ends("class Box:\n    def fill(self):\n        self.n = 0\n        while self.n < 3: self.n -= 0\n\ndef run():\n    Box().fill()\n", "run()", 4, "change `self.n`"),
    never_ends("def down(n):\n    while n > 0: m = n - 1\n    return n\n", "down(3)", 2, "0.2 s", "Nothing inside the loop", "changes `n`"),
    never_ends("def wait():\n    while True: x = 1\n    return x\n", "wait()", 2, "`while True` on line 2", "no `break`"),
    never_ends("def grow(items):\n    for i in items: items.append(i)\n    return 0\n", "grow([1])", 2, "goes over `items`", "grows"),
)  # fmt: skip
