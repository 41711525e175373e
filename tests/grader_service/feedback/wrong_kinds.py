"""Programs of beginners with values that do not go together, and calls that do not fit."""

from tests.grader_service.feedback.wrong import raises

KINDS = (
    raises("""
def label(name, age):
    return name + age
""", "label('Anna', 12)", "TypeError", 2, "On line 2 `name` is `'Anna'`", "`str(age)`", expected="'Anna 12'"),
    raises("""
def label(age):
    return 'Age: ' + age
""", "label(12)", "TypeError", 2, "`+` joins text with text only", "`str(age)`", expected="'Age: 12'"),
    raises("""
def bill(teas):
    return "Total: " + teas * 2.5
""", "bill(2)", "TypeError", 2, "A number is expected here: return it without the text", expected="5.0"),
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
""", "", "EOFError", 2, "more lines than there are: this test types 1 line.", stdin="3\n"),
    raises("""
a = input()
b = input()
c = input()
""", "", "EOFError", 3, "this test types 2 lines.", stdin="3\n4\n"),
    raises("""
a = input()
""", "", "EOFError", 1, "this test types no lines.", stdin=""),
    raises("""
a = input()
b = input()
""", "", "EOFError", 2, "more lines than there are: your input has 1 line.", stdin="3\n", expected=None),
    raises("""
def f():
    return input()
""", "f()", "EOFError", 2, "gets its values as parameters"),
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
def down(n):
    if n == 0:
        return 'Go!'
    return n + down(n - 1)
""", "down(2)", "TypeError", 4, "`down(n - 1)` is text", "Write `str(n)`", expected="'2 1 Go!'"),
    raises("""n = input()
n = n + 1
""", "", "TypeError", 2, "`n` is `'4'`, which is text", "Write `int(input())` on line 1", stdin="4\n"),
    raises("""n = int(input)
""", "", "TypeError", 1, "`input` is a function and not its result", "`input()`", stdin="4\n"),
    raises("""
def tally(text):
    counts = []
    for word in text.split():
        counts[word] = 1
""", "tally('a b')", "TypeError", 4, "`word` is `'a'`", "a list where you expect a dictionary"),
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
    raises("""
ages = {'Ann': 12}
for name, age in ages:
    print(name)
""", "ages", "ValueError", 2, "gives only its keys", "`ages.items()`"),
    raises("""
points = [(1, 2) (3, 4)]
""", "points", "TypeError", 1, "a comma is missing behind `(1, 2)`"),
    raises("""
def len(items):
    return len(items)
""", "len([1])", "RecursionError", 2, "Python's own `len`", "another name"),
    raises("""
import random
x = random(1, 6)
""", "x", "TypeError", 2, "`random` is a module"),
    raises("""
read = input
def greet():
    return "Hello " + read
""", "greet()", "TypeError", 3, "Line 1 gives `read` the function `input`", "write `input()` there"),
    raises("""
def price(tag):
    return ValueError
def total():
    return 1 + price(2)
""", "total()", "TypeError", 4, "`price(2)` gives back a function or a class"),
    raises("""
def price(tag):
    raise "ValueError"
""", "price(1)", "TypeError", 2, "After `raise` on line 2 an error must stand"),
    raises("""
class Pet:
    pass
def feed(self):
    self.hunger = 1
""", "Pet().feed()", "AttributeError", None, "`def feed` on line 3 stands outside the class"),
    raises("""
class Pet(name):
    pass
""", "Pet('Milo')", "NameError", 1, "In the brackets of `class Pet` on line 1 stand classes", "`__init__`"),
    raises("""
def badge(first):
    return upper(first[0]) + replace("-", "+", first)
""", "badge('ada')", "NameError", 2, "`upper` is a method", "`first[0].upper()`"),
    raises("""
def spell(word):
    for place in range(word):
        print(word[place])
""", "spell('ada')", "TypeError", 2, "`word` is text and no number", "`range(len(word))`"),
    raises("""
def ripe(weights):
    found = []
    for weight in weights:
        found = found.append(weight)
    return found
""", "ripe([1, 2])", "AttributeError", 4, "`found` is `None`", "`.append(...)` on line 4 changes its list in place"),
    raises("""
def lines():
    with open("notes.txt", "w") as file:
        pass
    file.write("x")
""", "lines()", "ValueError", 4, "the file is closed already", "`with`"),
    raises("""
def lines(name):
    with open("name") as file:
        return list(file)
""", "lines('notes.txt')", "FileNotFoundError", 2, "`'name'` is text", "the parameter"),
    raises("""
def note(name, text):
    with open(name, encoding="utf-8") as file:
        file.write(text)
""", "note('notes.txt', 'x')", "FileNotFoundError", 2, "opened to be read", "`'w'`"),
    raises("""
def lines(name):
    with open(name) as file:
        return list(file)
""", "lines('notes.txt')", "FileNotFoundError", 2, "Is its name spelled right?"),
    raises("""
class Rover:
    def cost(self, metres):
        return metres
    def drive(self, metres):
        return cost(metres) < 3
""", "Rover().drive(1)", "NameError", 5, "Did you mean `self.cost`?"),
    raises("""
def part(word):
    return word[1,3]
""", "part('otter')", "TypeError", 2, "`word[1:3]`"),
)  # fmt: skip
