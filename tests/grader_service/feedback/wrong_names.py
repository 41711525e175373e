"""Programs of beginners with names, items, keys and attributes that do not exist."""

# ruff: noqa: E501  programs of a test stay on one line

from tests.grader_service.feedback.wrong import raises

NAMES = (
    raises("def top(items):\n    sorted = sorted(items)\n    return sorted[0]\n", "top([1])", "UnboundLocalError", 2, "in `top` it hides Python's own `sorted`", "another name on line 2"),
    raises("class Pet:\n    def __init__(self):\n        hunger = 5\n", "Pet().hunger", "AttributeError", None, "Line 3 gives a value to `hunger` alone", "write `self.hunger = ...`"),
    raises("class Pet:\n    def __init__(self, name):\n        self.nam = name\nclass Dog(Pet):\n    pass\n", "Dog('Rex').called", "AttributeError", None, "has no `called`. If it is a method", "write `self.called = ...` in `__init__`"),
    raises("class A:\n    def tell(self):\n        return 1\nclass B(A):\n    def tell(self):\n        return A.tell() + 1\n", "B().tell()", "TypeError", 6, "lacks its object", "write `super().tell(...)`"),
    raises("def up(note):\n    return note + 12\ndef play(notes):\n    return [up(notes) for note in notes]\n", "play([1])", "TypeError", 2, "`note` is a list", "Should `up` be called with a single item?"),
    raises("class A:\n    pass\ndef add():\n    return sum([A()])\n", "add()", "TypeError", 4, "between a whole number and a value of the type `A`."),
    raises("total = total + 1\ndef add(a):\n    return a\n", "add(1)", "NameError", 1, "`total` has no value yet on line 1", "above this line"),
    raises("def add(a):\n    global total\n    total += a\n    return total\n", "add(1)", "NameError", 3, "`total` has no value yet on line 3", "above this line"),
    raises("total == 0\ndef add(a):\n    return a\n", "add(1)", "NameError", 1, "`total == 0` on line 1 only compares", "to give `total` a value write one `=`"),
    raises("def add(a):\n    total == 0\n    total = total + a\n    return total\n", "add(1)", "UnboundLocalError", 2, "`total == 0` on line 2 only compares", "write one `=`"),
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
""", "ad(1)", "NameError", 1, "The tests use `ad`", "`add` on line 1"),
    raises("""
class Calc:
    def add(self, a):
        return a + 1
""", "add(1)", "NameError", 2, "`def add` on line 2 is indented"),
    raises("""
class Account:
    balance = 0

    def add(self, x):
        balance += x

Account().add(3)
""", "Account", "UnboundLocalError", 5, "`self.balance`"),
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
    raises("""
d = {1: 'a'}
print(d['1'])
""", "d", "KeyError", 2, "the number `1`", "the text `'1'`"),
    raises("""
class Dog:
    def bark(self):
        return self.name()

Dog().bark()
""", "Dog", "AttributeError", 3, "no `name`", "`def name(self):`"),
    raises("""
a = [1, 2]
print(a.lenght())
""", "a", "AttributeError", 2, "`len(a)`"),
)  # fmt: skip
