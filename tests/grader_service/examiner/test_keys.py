"""Sets and dictionaries whose keys are objects of the submission."""

import pytest

COIN = """
class Coin:
    def __init__(self, value):
        self.value = value
    def __eq__(self, other):
        return isinstance(other, Coin) and self.value == other.value
    def __hash__(self):
        return hash(self.value)
    def __repr__(self):
        return f"Coin({self.value})"
def unique(coins):
    return set(coins)
def count(coins):
    found = {}
    for coin in coins:
        found[coin] = found.get(coin, 0) + 1
    return found
def total(counted):
    return sum(coin.value * number for coin, number in counted.items())
def many(n):
    return {Coin(value) for value in range(n)}
"""
METHOD = "import unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        "
RIGHT = [
    "assert unique([Coin(1), Coin(1), Coin(2)]) == {Coin(1), Coin(2)}",
    METHOD + "self.assertEqual(unique([Coin(1), Coin(1)]), {Coin(1)})",
    METHOD + "self.assertDictEqual(count([Coin(1), Coin(1)]), {Coin(1): 2})",
    "assert count([Coin(1), Coin(2)])[Coin(2)] == 1\nassert Coin(3) not in count([])",
    "assert total({Coin(1): 3, Coin(2): 1}) == 5",
    "assert unique([Coin(1)]) | {Coin(2)} == {Coin(1), Coin(2)}\nassert isinstance(unique([]), set)",
    "assert len(many(150)) == 150\nassert Coin(3) in many(5)\nassert sum(coin.value for coin in many(101)) == 5050",
    "assert frozenset([Coin(1)]) == frozenset(unique([Coin(1)]))\nassert unique([(Coin(1), 2)]) == {(Coin(1), 2)}",
]
WRONG = [
    "assert unique([Coin(1)]) == {Coin(2)}",
    "assert unique([Coin(1)]) == {1}",
    "assert count([Coin(1)]) == {1: 1}",
    "assert count([Coin(1)]) == {Coin(1): 2}",
    "assert 1 in unique([Coin(1)])",
]
FORGED = COIN.replace("isinstance(other, Coin) and self.value == other.value", "True")


@pytest.mark.parametrize("code", RIGHT)
def test_they_are_compared_and_looked_up_as_ever(grade, code):
    assert grade(COIN, {"code": code}).tests[0].message is None


@pytest.mark.parametrize("code", WRONG)
def test_what_differs_differs(grade, code):
    assert grade(COIN, {"code": code}).tests[0].status == "failed"


@pytest.mark.parametrize("code", WRONG[1:3] + WRONG[4:])
def test_an_object_that_is_equal_to_everything_is_no_value_of_the_tests(grade, code):
    assert grade(FORGED, {"code": code}).tests[0].status == "failed"


def test_the_line_of_a_wrong_value_is_that_of_the_function_and_not_of_the_hash(grade):
    (test,) = grade(COIN, {"code": WRONG[0]}).tests
    assert (test.call, test.actual, test.line) == ("unique([Coin(1)])", "{Coin(1)}", 12)


def test_an_unsteady_hash_ends_no_examiner(grade):
    code = COIN.replace("return hash(self.value)", "import time\n        return hash(time.perf_counter_ns())")
    verdict = grade(code, {"code": RIGHT[0]}, {"call": "total({})", "expected": "0"})
    assert [test.status for test in verdict.tests] == ["failed", "passed"]


KEPT = "kept = [1]\ndef keep(): return kept\ndef copy(): return [1]\ndef third(): return {'a': 0.1 + 0.2}\n"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("xs = [1]\nassert copy() is xs", "it is another object"),
        (METHOD + "xs = [1]\n        self.assertIs(copy(), xs)", "it is another object"),
        ("x = third()\nassert x == {'a': 0.3}", "right but for the rounding"),
        (METHOD + "self.assertEqual(third(), {'a': 0.3})", "right but for the rounding"),
    ],
)
def test_why_a_value_that_looks_right_does_not_pass_is_told(grade, code, words):
    assert words in grade(KEPT, {"code": code}).tests[0].message


def test_the_line_is_that_which_gave_the_value_and_not_that_of_the_expected_one(grade):
    code = COIN + "def double(coin):\n    return Coin(coin.value * 3)\n"
    (test,) = grade(code, {"code": METHOD + "self.assertEqual(double(Coin(2)), Coin(4))"}).tests
    assert (test.expected, test.actual, test.line) == ("Coin(4)", "Coin(6)", 23)
