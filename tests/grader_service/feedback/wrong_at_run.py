"""Programs of beginners that Python stops with an exception."""

# ruff: noqa: E501  programs of a test stay on one line

from tests.grader_service.feedback.wrong import Wrong


def raises(code: str, call: str, error: str, line: int | None, *words: str, stdin: str | None = None) -> Wrong:
    return Wrong(code.lstrip("\n"), call, "0", "error", error, line, words, stdin)


NAMES = (
    raises("""
def add(a, b):
    total = a + b
    return totl
""", "add(1, 2)", "NameError", 3, "`totl` is not defined on line 3", "`total`, from line 2"),
    raises("""
def add(a, b):
    Total = a + b
    return total
""", "add(1, 2)", "NameError", 3, "Did you mean `Total`, from line 2?"),
    raises("""
def show(x):
    pritn(x)
""", "show(1)", "NameError", 2, "Did you mean `print`?"),
    raises("""
def is_even(n):
    return n % 2 == 0 and true
""", "is_even(2)", "NameError", 2, "`true`", "`True`"),
    raises("""
def area(r):
    return math.pi * r ** 2
""", "area(1)", "NameError", 2, "`import math`"),
    raises("""
def root(x):
    return sqrt(x)
""", "root(4)", "NameError", 2, "from math import sqrt"),
    raises("""
def greet():
    return hello
""", "greet()", "NameError", 2, "`hello` is not defined on line 2", "quotes"),
    raises("""
def count():
    n = 1

def show():
    return n
""", "show()", "NameError", 5, "only inside the function `count`", "line 2"),
    raises("""
print(double(3))

def double(x):
    return x * 2
""", "double(1)", "NameError", 1, "`double`", "further down", "line 3"),
    raises("""
class Dog:
    def __init__(self, name):
        self.name = name

    def bark(self):
        return name
""", "Dog('Rex').bark()", "NameError", 6, "Did you mean `self.name`?"),
    raises("""
class Box:
    def set():
        self.x = 1

Box.set()
""", "Box", "NameError", 3, "`set` on line 2", "def set(self):"),
    raises("""
count = 0

def step():
    count = count + 1
    return count
""", "step()", "UnboundLocalError", 4, "`count` on line 4", "function `step` itself", "line 1"),
    raises("""
def best(values):
    for v in values:
        if v > top:
            top = v
    return top
""", "best([1, 2])", "UnboundLocalError", 3, "`top` has no value yet on line 3"),
    raises("""
def grade(points):
    if points > 50:
        text = 'pass'
    return text
""", "grade(10)", "UnboundLocalError", 4, "`text` has no value on line 4", "line 3 did not run"),
    raises("""
def add(a):
    return a + 1
""", "ad(1)", "NameError", None, "The tests use `ad`", "`add` on line 1"),
    raises("""
class Calc:
    def add(self, a):
        return a + 1
""", "add(1)", "NameError", None, "`def add` on line 2 is indented"),
)  # fmt: skip

ITEMS = (
    raises("""
def mean(values):
    return sum(values) / len(values)
""", "mean([])", "ZeroDivisionError", 2, "the divisor `len(values)` is `0`", "`values` is empty"),
    raises("""
def bar(part, top):
    width = 10
    return width * part // top
""", "bar(1, 0)", "ZeroDivisionError", 3, "On line 3 the divisor `top` is `0`"),
    raises("""
def total(items):
    result = 0
    for i in range(len(items) + 1):
        result = result + items[i]
    return result
""", "total([1, 2, 3])", "IndexError", 4, "On line 4 `i` is `3`, but `items` has only 3 items", "`range(len(items) + 1)` on line 3"),
    raises("""
def total(items):
    i = 0
    result = 0
    while i <= len(items):
        result += items[i]
        i += 1
    return result
""", "total([5])", "IndexError", 5, "`i` is `1`", "only 1 item.", "`<=` on line 4"),
    raises("""
def pairs(items):
    found = 0
    for i in range(len(items)):
        if items[i] == items[i + 1]:
            found += 1
    return found
""", "pairs([1, 2])", "IndexError", 4, "`i + 1`", "past the end", "stop one earlier"),
    raises("""
def first(items):
    return items[0]
""", "first([])", "IndexError", 2, "`items` is empty", "`items[0]`"),
    raises("""
def last(word):
    return word[len(word)]
""", "last('abc')", "IndexError", 2, "`word` has only 3 characters", "the last is 2"),
    raises("""
def pick(items):
    for item in items:
        print(items[item])
""", "pick([10, 20])", "IndexError", 3, "`item` is `10`", "already gives the items"),
    raises("""
def empty():
    stack = []
    return stack.pop()
""", "empty()", "IndexError", 3, "On line 3", "none left"),
    raises("""
def age(name):
    ages = {'Anna': 12, 'Ben': 13}
    return ages[name]
""", "age('anna')", "KeyError", 3, "`ages` has no key `'anna'`", "Did you mean `'Anna'`?"),
    raises("""
def letters(word):
    counts = {}
    for c in word:
        counts[c] += 1
    return counts
""", "letters('abc')", "KeyError", 4, "`counts` has no key `'a'`", "counts[c] = counts.get(c, 0) + ..."),
    raises("""
def collect():
    items = []
    items.push(1)
    return items
""", "collect()", "AttributeError", 3, "`items` is a list, which has no `push`", "`.append(...)`"),
    raises("""
def shout(text):
    return text.uper()
""", "shout('a')", "AttributeError", 2, "`text` is text", "Did you mean `upper`?"),
    raises("""
def size(items):
    return items.length
""", "size([1])", "AttributeError", 2, "`len(items)`"),
    raises("""
import math

def root(x):
    return math.sqroot(x)
""", "root(4)", "AttributeError", 4, "Did you mean `math.sqrt`?"),
    raises("""
class Dog:
    def __init__(self, name):
        self.name = name

    def bark(self):
        return self.nmae
""", "Dog('Rex').bark()", "AttributeError", 6, "`self`", "no `nmae`", "Did you mean `name`?"),
    raises("""
def ordered(values):
    values = values.sort()
    return values[0]
""", "ordered([2, 1])", "TypeError", 3, "`values` is `None`", "`.sort(...)` on line 2", "gives back nothing"),
    raises("""
def collect():
    items = []
    items = items.append(1)
    items.append(2)
    return items
""", "collect()", "AttributeError", 4, "`items` is `None`", "`.append(...)` on line 3"),
    raises("""
def clean(d):
    for key in d:
        if d[key] == 0:
            del d[key]
    return d
""", "clean({'a': 0, 'b': 1})", "RuntimeError", 2, "dictionary", "changed inside it", "copy"),
)  # fmt: skip

KINDS = (
    raises("""
def label(name, age):
    return name + age
""", "label('Anna', 12)", "TypeError", 2, "On line 2 `name` is `'Anna'`", "`str(age)`"),
    raises("""
def label(age):
    return 'Age: ' + age
""", "label(12)", "TypeError", 2, "`+` joins text with text only", "`str(age)`"),
    raises("""
def nexts():
    n = input()
    return n + 1
print(nexts())
""", "", "TypeError", 3, "`input()` always gives text", "`int(input())` on line 2", stdin="3\n"),
    raises("""
age = input()
if age > 18:
    print('adult')
""", "", "TypeError", 2, "`age` is `'20'`", "`int(input())` on line 1", stdin="20\n"),
    raises("""
n = int(input())
print(n)
""", "", "ValueError", 1, "`int(...)` cannot make a whole number of `'five'`", stdin="five\n"),
    raises("""
n = int(input())
print(n)
""", "", "ValueError", 1, "`'3.5'`", "`float(...)`", stdin="3.5\n"),
    raises("""
n = int(input())
print(n)
""", "", "ValueError", 1, "`'3 4'`", "`.split()`", stdin="3 4\n"),
    raises("""
a = input()
b = input()
""", "", "EOFError", 2, "more lines than there are", stdin="3\n"),
    raises("""
def square(x):
    print(x * x)

def both(x):
    return square(x) + 1
""", "both(2)", "TypeError", 5, "`square(x)` is `None`", "`square` on line 1 has no `return`"),
    raises("""
def find(items):
    for i in items:
        if i > 5:
            return i

def double(items):
    return find(items) * 2
""", "double([1])", "TypeError", 7, "`find(items)` is `None`", "can end without a `return`"),
    raises("""
def count(n):
    for i in n:
        print(i)
""", "count(3)", "TypeError", 2, "`n` is a number", "`range(n)`"),
    raises("""
def count(items):
    for i in len(items):
        print(i)
""", "count([1])", "TypeError", 2, "`range(len(items))`"),
    raises("""
def numbers(n):
    list = [1, 2]
    return list(range(n))
""", "numbers(3)", "TypeError", 3, "`list` is a list since line 2", "hides Python's own `list`", "another name"),
    raises("""
def join(n):
    str = 'Number '
    return str + str(n)
""", "join(3)", "TypeError", 3, "`str` is text since line 2", "Python's own `str`"),
    raises("""
def f(x):
    return 2(x + 1)
""", "f(1)", "TypeError", 2, "`2 * (...)`"),
    raises("""
def first(items):
    return items(0)
""", "first([1])", "TypeError", 2, "`items[...]`"),
    raises("""
def get(x):
    return x

def run():
    return get[3]
""", "run()", "TypeError", 5, "`get` is a function", "`get(...)`"),
    raises("""
def one():
    return 1

def two():
    return one + 1
""", "two()", "TypeError", 5, "`one` is a function and not its result", "`one(...)`"),
    raises("""
def add(a, b):
    return a + b

def run():
    return add(1, 2, 3)
""", "run()", "TypeError", 5, "`add` on line 1 takes 2 values (`a`, `b`), but line 5 gives it 3"),
    raises("""
def add(a, b):
    return a + b

def run():
    return add(1)
""", "run()", "TypeError", 5, "`add` on line 1 also needs a value for `b`", "line 5"),
    raises("""
def add(a):
    return a
""", "add(1, 2)", "TypeError", None, "takes 1 value (`a`), but the test gives it 2"),
    raises("""
class Dog:
    def bark():
        return 'woof'

def run():
    return Dog().bark()
""", "run()", "TypeError", 6, "`bark` on line 2 has no parameter `self`", "def bark(self):"),
    raises("""
class Dog:
    def __int__(self, name):
        self.name = name

def run():
    return Dog('Rex')
""", "run()", "TypeError", 6, "`__int__` on line 2 should be `__init__`"),
    raises("""
def show(x):
    print(x, ends='')
""", "show(1)", "TypeError", 2, "no parameter `ends`", "Did you mean `end`?"),
    raises("""
def change(word):
    word[0] = 'X'
    return word
""", "change('abc')", "TypeError", 2, "`word` is text, which cannot be changed"),
    raises("""
def half(items):
    return items[len(items) / 2]
""", "half([1, 2])", "TypeError", 2, "a decimal number", "`//`"),
    raises("""
def names(people):
    for p in people:
        print(people[p])
""", "names(['Ann'])", "TypeError", 3, "`p` is `'Ann'`", "gives the items themselves"),
    raises("""
def half(n):
    for i in range(n / 2):
        print(i)
""", "half(4)", "TypeError", 2, "whole number", "`//`"),
    raises("""
def size(n):
    return len(n)
""", "size(123)", "TypeError", 2, "`n` is a whole number", "`len(str(n))`"),
    raises("""
def points():
    return {[1, 2]: 'a'}
""", "points()", "TypeError", 2, "a list", "Use a tuple"),
    raises("""
def add(items, x):
    return items + x
""", "add([1], 2)", "TypeError", 2, "`items.append(x)`"),
    raises("""
def text(items):
    return ', '.join(items)
""", "text([1, 2])", "TypeError", 2, "joins texts only", "`int`"),
    raises("""
def fact(n):
    return n * fact(n - 1)
""", "fact(3)", "RecursionError", 2, "`fact` calls itself on line 2", "without a case that stops"),
    raises("""
def fact(n):
    if n == 1:
        return 1
    return n * fact(n - 2)
""", "fact(4)", "RecursionError", 4, "`fact` calls itself on line 4", "never reaches"),
    raises("""
def halves(text):
    a, b = text.split(',')
    return a
""", "halves('a,b,c')", "ValueError", 2, "2 names"),
    raises("""
def halves(text):
    a, b = text.split(',')
    return a
""", "halves('a')", "ValueError", 2, "only 1"),
    raises("""
import maths
""", "1", "ModuleNotFoundError", 1, "Did you mean `math`?"),
    raises("""
from math import squareroot
""", "1", "ImportError", 1, "no `squareroot`", "Did you mean `sqrt`?"),
    raises("""
def check(x):
    if x > 3:
        raise ValueError('too large')
    return x
""", "check(5)", "ValueError", 3, "Line 3 raises this error by itself"),
    raises("""
def top(values):
    return max(values)
""", "top([])", "ValueError", 2, "`max(...)` gets an empty"),
    raises("""
def drop(items):
    items.remove(5)
    return items
""", "drop([1])", "ValueError", 2, "not in the list", "`in`"),
)  # fmt: skip
