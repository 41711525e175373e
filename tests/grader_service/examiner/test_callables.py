"""Functions of either side go over to the other, and generators are pulled as far as a test asks."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

HIGHER = "def each(f, xs):\n    return [f(x) for x in xs]\ndef adder(n):\n    return lambda x: x + n\ndef twice(f, x):\n    return f(f(x))\n"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("each(lambda x: x + 1, [1, 2])", "[2, 3]"),
        ("each(str, [1, 2])", "['1', '2']"),
        ("adder(3)(4)", "7"),
        ("each(adder(1), [1, 2])", "[2, 3]"),
        ("twice(lambda x: twice(adder(1), x), 0)", "4"),
        ("each(lambda x: adder(x)(x), [1, 2])", "[2, 4]"),
        ("[x for x in each(int, '12')]", "[1, 2]"),
    ],
)
def test_functions_go_over_in_both_directions(grade, call, expected):
    assert grade(HIGHER, {"call": call, "expected": expected}).tests[0].actual == expected


def test_an_exception_of_a_function_of_the_test_reaches_the_student(grade):
    code = "def safe(f):\n    try:\n        return f()\n    except ZeroDivisionError as error:\n        return str(error)\n"
    assert grade(code, {"call": "safe(lambda: 1 / 0)", "expected": "'division by zero'"}).correct


@pytest.mark.parametrize(
    ("call", "raises", "status"),
    [
        ("f('a')", "TypeError", "passed"),
        ("f(0)", "MyError", "passed"),
        ("f(0)", "LookupError", "passed"),
        ("f(0)", "ValueError", "error"),
        ("f(1)", "ValueError", "failed"),
    ],
)
def test_an_expected_exception_is_matched_by_name_over_its_bases(grade, call, raises, status):
    code = "class MyError(KeyError): pass\ndef f(n):\n    if n == 0:\n        raise MyError(n)\n    return n + 1\n"
    assert grade(code, {"call": call, "raises": raises}).tests[0].status == status


def test_a_generator_is_pulled_as_far_as_the_test_asks(grade):
    code = "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1\ndef some():\n    yield 1\n    raise ValueError('end')\n"
    verdict = grade(
        code,
        {"call": "next(count())", "expected": "0"},
        {"code": "import itertools\nassert list(itertools.islice(count(), 100)) == list(range(100))"},
        {"call": "list(some())", "raises": "ValueError"},
        {"code": "g = some()\nassert next(iter(g)) == 1"},
    )
    assert [test.message for test in verdict.tests] == [None] * 4


def test_a_loop_over_an_endless_generator_ends(grade):
    (test,) = grade("def f():\n    while True: yield 1\n", {"call": "list(f())", "expected": "[]"}).tests
    assert "does it ever end" in test.message


def test_a_test_may_make_only_so_many_calls(grade):
    verdict = grade(
        "def f(n): return n", {"code": "for n in range(2_000):\n    f(n)"}, {"call": "f(1)", "expected": "1"}
    )
    assert [test.status for test in verdict.tests] == ["failed", "passed"]
    assert "1,000 calls" in verdict.tests[0].message
