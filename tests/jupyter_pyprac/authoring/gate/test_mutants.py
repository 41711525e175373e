"""Wrong variants: each operator makes the slips it is named after, and every variant is a program that differs."""

import ast
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import example
from jupyter_pyprac.authoring.gate.mutants import mutants
from jupyter_pyprac.authoring.gate.operators import OPERATORS

ALL = 10_000


def variants(code, operator=None):
    """The changed lines of a program's variants, as a set."""
    found = mutants(textwrap.dedent(code), ALL)
    return {each.after for each in found if operator in {None, each.operator}}


@pytest.mark.parametrize(
    ("operator", "code", "expected"),
    [
        ("boundary", "a < b", {"a <= b"}),
        ("boundary", "0 <= a < b", {"0 < a < b", "0 <= a <= b"}),
        ("comparison", "a == b", {"a != b"}),
        ("comparison", "a in b", {"a not in b"}),
        ("comparison", "a is None", {"a is not None"}),
        ("bounds", "seq[a:b]", {"seq[a + 1:b]", "seq[a:b + 1]", "seq[a:b - 1]"}),
        ("bounds", "seq[:b - 1]", {"seq[1:b - 1]", "seq[:b]", "seq[:b - 1 - 1]"}),
        ("bounds", "seq[2:]", {"seq[3:]", "seq[2:-1]"}),
        ("bounds", "range(n)", {"range(n + 1)", "range(n - 1)", "range(1, n)"}),
        ("bounds", "range(1, n, 2)", {"range(2, n, 2)", "range(1, n + 1, 2)", "range(1, n - 1, 2)"}),
        ("condition", "if a: b", {"if not a:"}),
        ("condition", "[a for a in b if f(a)]", {"[a for a in b]", "[a for a in b if not f(a)]"}),
        ("condition", "if a < b: c", set()),
        ("removal", "f(a)", {"pass"}),
        ("removal", "a += 1", {"pass"}),
        ("removal", "a[0] = 1", {"pass"}),
        ("removal", "a = 1", set()),
        ("removal", "if not a: raise ValueError", {"pass"}),
        ("boolean", "a and b", {"a or b", "a", "b"}),
        ("boolean", "not a", {"a"}),
        ("arithmetic", "a + b", {"a - b"}),
        ("arithmetic", "a + 'b'", set()),
        ("arithmetic", "-a", {"a"}),
        ("arithmetic", "a -= b", {"a += b"}),
        ("constant", "a = 3", {"a = 4", "a = 2"}),
        ("constant", "a = 0", {"a = 1"}),
        ("constant", "a = True", {"a = False"}),
        ("constant", "a = 'text'", {"a = ''"}),
        ("constant", "f'{a} km'", {"f'{a}'"}),
        ("arguments", "f(a, b)", {"f(b, a)"}),
        ("arguments", "max(a, b)", set()),
        ("arguments", "a - b", {"b - a"}),
        ("returned", "def f(): return a", {"return"}),
        ("returned", "def f(): return None", set()),
    ],
)
def test_an_operator_makes_the_slips_it_is_named_after(operator, code, expected):
    assert variants(code, operator) == expected


def test_a_change_is_told_by_its_line_before_and_after():
    code = "def f(seq):\n\n    for x in seq:\n        if x < 3:  # few\n            return x\n"
    (found,) = [each for each in mutants(code, ALL) if each.operator == "boundary"]
    assert (found.line, str(found)) == (4, "`if x < 3:` -> `if x <= 3:`")
    (left_out,) = [each for each in mutants(code, ALL) if each.operator == "removal"]
    assert (left_out.line, str(left_out)) == (4, "leaving out `if x < 3:`")


def test_a_long_line_is_cut_to_where_it_differs():
    code = f"words = {['word'] * 30}[a < b]\n"
    (found,) = [each for each in mutants(code, ALL) if each.operator == "boundary"]
    assert (found.before, found.after) == ("… 'word', 'word'][a < b]", "… 'word', 'word'][a <= b]")


@pytest.mark.parametrize(
    "code",
    [
        '"""What it is."""',
        "def f() -> 'int':\n    'What it does.'",
        "a: 'int'",
        "a = b  # pragma: no mutate",
        "if __name__ == '__main__':\n    f(1, 2)",
        "a = input('Your name? ')",
        "import os",
        "@lru_cache(10)\ndef f(): pass",
        "not valid Python",
        "",
        "+".join(["a"] * 5000),
    ],
)
def test_what_no_test_has_business_with_is_let_alone(code):
    assert mutants(code, ALL) == []


def test_words_of_an_error_are_let_alone_but_not_that_it_is_raised():
    assert variants("if a: raise ValueError('no ' + b)") == {"pass", "if not a:"}


def test_so_many_are_made_as_are_asked_for_spread_over_the_operators():
    code = "def f(a, b):\n    if a < b and a > 0:\n        a += 1\n    return g(a, b)[1:]\n"
    few = mutants(code, 8)
    assert len(few) == 8
    assert len({each.operator for each in few}) >= 7
    assert few == mutants(code, 8)


LINES = st.sampled_from(
    [
        "a = b + 1",
        "a += f(b, c)",
        "if a < b and not c:\n    a = [x for x in b if x]\nelif a:\n    del b[0]\nelse:\n    raise ValueError(a)",
        "while a > 0:\n    if a % 2:\n        continue\n    break",
        "for i in range(1, len(a)):\n    print(a[i:-1], f'{a!r:>{i}} left')",
        "match a:\n    case 1 | 'x':\n        b = -1\n    case [2.5, *c] if c:\n        pass",
        "try:\n    a = int(b)\nexcept ValueError:\n    a = None\nfinally:\n    g()",
        "def h(x, y=3, *z, w='é'):\n    '''Doc.'''\n    return lambda k: x if k is y else z[w]",
        "class C(B):\n    size = 3\n    def grow(self, by=1):\n        self.size += by\n        return self.size == 4",
        "async def h():\n    await g(a, b)",
        "with open(a) as b, f(c):\n    yield_ = {**a, 'b': b'bytes'}",
        "(a := 10) ** 2 // 3 - ~c @ d",
        "global e; assert a <= b <= c, 'words'",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=4).map("\n".join))
def test_every_variant_is_a_program_that_differs_from_the_others(code):
    found = mutants(code, ALL)
    for each in found:
        compile(each.code, "variant", "exec")
        assert each.before != each.after
        assert 1 <= each.line <= len(code.splitlines())
    codes = [each.code for each in found]
    assert len({*codes, ast.unparse(ast.parse(code))}) == len(codes) + 1


def test_all_operators_are_of_use_in_the_example_course():
    used = {each.operator for task in example.example_course().assignments for each in mutants(task.solution, ALL)}
    assert used == set(OPERATORS)
