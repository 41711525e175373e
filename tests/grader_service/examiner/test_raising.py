"""What is said where something should have been raised, and where NumPy and pandas say that values differ."""

import pytest

CODE = """
class Empty(Exception): pass
class Box:
    def take(self): return None
    def __getitem__(self, place): return 3
def check(n): return 3
def fails(n): raise ValueError("bad value")
def gives(n): yield 1
"""


def method(body):
    lines = "\n".join(f"        {line}" for line in body.split("\n"))
    return f"import pytest, unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n{lines}\n"


NOT_RAISED = [
    ("self.assertRaises(ValueError, check, -1)", "check(-1)", "ValueError", "3"),
    ("self.assertRaises(ValueError, lambda: check(-1))", "check(-1)", "ValueError", "3"),
    ("self.assertRaisesRegex(ValueError, 'bad', check, n=-1)", "check(n=-1)", "ValueError", "3"),
    ("with self.assertRaises(ValueError):\n    check(-1)", "check(-1)", "ValueError", "3"),
    ("with self.assertRaises((ValueError, TypeError)): n = check(-1)", "check(-1)", "ValueError or TypeError", "3"),
    ("with self.assertRaises(submission.Empty):\n    box = Box()\n    box.take()", "box.take()", "Empty", "None"),
    ("with pytest.raises(ValueError, match='bad'):\n    check(1)", "check(1)", "ValueError", "3"),
    ("pytest.raises(ValueError, check, 1)", "check(1)", "ValueError", "3"),
    ("with self.assertRaises(AttributeError):\n    Box().size = 3", "Box().size = 3", "AttributeError", None),
    ("with self.assertRaises(ValueError):\n    list(gives(3))", "list(gives(3))", "ValueError", None),
    ("with self.assertRaises(IndexError):\n    Box()[5]", "Box()[5]", "IndexError", None),
]


@pytest.mark.parametrize(("body", "call", "kinds", "answer"), NOT_RAISED)
def test_what_should_have_been_raised_is_told_with_its_call(grade, body, call, kinds, answer):
    (test,) = grade(CODE, {"code": method(body)}).tests
    instead = f"returned {answer}" if answer else "raises nothing"
    assert test.message == f"`{call}` should raise {kinds}, but it {instead}."
    assert (test.status, test.call, test.expected, test.actual) == ("failed", call, f"{kinds} is raised", answer)
    (test,) = grade(CODE, {"code": method(body), "shared": True}).tests
    assert (test.call, test.expected, test.message) == (call, f"{kinds} is raised", None)


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        "self.assertRaisesRegex(ValueError, 'negative', fails, -1)",
        "with self.assertRaisesRegex(ValueError, 'negative'):\n    fails(-1)",
        "with pytest.raises(ValueError, match='negative'):\n    fails(-1)",
        "with pytest.raises(ValueError) as caught: fails(-1)\ncaught.match('negative')",
    ],
)
def test_another_text_of_an_error_is_told_in_words(grade, body, shared):
    (test,) = grade(CODE, {"code": method(body), "shared": shared}).tests
    assert (test.status, test.message) == (
        "failed",
        "The text of the error is 'bad value', in which there is no 'negative'.",
    )


@pytest.mark.parametrize("shared", [False, True])
def test_the_authors_words_about_what_should_be_raised_are_told_instead(grade, shared):
    body = "with self.subTest(n=1), self.assertRaises(ValueError, msg='Look at 1.'):\n    check(1)"
    (test,) = grade(CODE, {"code": method(body), "shared": shared}).tests
    assert (test.call, test.message) == ("check(1)", "(n=1) Look at 1.")


DATA = """
import numpy as np, pandas as pd
def numbers(): return np.array([1.0, 2.0])
def table(): return pd.DataFrame({"a": [1, 2]})
def row(): return pd.Series([1, 2], name="x")
"""
DIFFERENT = [
    (
        "np.testing.assert_allclose(numbers(), [1, 3])",
        "numbers()",
        "[1, 3]",
        "1 of 2 values are not as expected.",
        "50%",
    ),
    ("np.testing.assert_array_equal([1, 3], numbers())", "numbers()", "[1, 3]", "1 of 2 values are not", "50%"),
    (
        "np.testing.assert_allclose(numbers(), [1, 2, 3], err_msg='Look.')",
        "numbers()",
        "[1, 2, 3]",
        "The shapes differ: (2,) and (3,).",
        "Look.",
    ),
    (
        "pd.testing.assert_frame_equal(table(), pd.DataFrame({'a': [1, 3]}))",
        "table()",
        "   a\n0  1\n1  3",
        "In the column `a` 50.0 % of the values are not as expected.",
        "[right]: [1, 3]",
    ),
    (
        "pd.testing.assert_frame_equal(table(), pd.DataFrame({'b': [1, 2]}))",
        "table()",
        "   b\n0  1\n1  2",
        "In `DataFrame.columns` 100.0 % of the values are not as expected.",
        "[right]",
    ),
    (
        "pd.testing.assert_series_equal(row(), pd.Series([1, 2], name='y'))",
        "row()",
        "0    1\n1    2\nName: y, dtype: int64",
        "The attribute `name` differs: x and y.",
        "[right]: y",
    ),
    (
        "pd.testing.assert_frame_equal(row(), pd.DataFrame())",
        "row()",
        None,
        "It returned a value of the type `Series`",
        "Expected",
    ),
    ("np.testing.assert_array_less(numbers(), 2)", None, None, "1 of 2 values are not as expected.", "strictly"),
]


@pytest.mark.parametrize("different", DIFFERENT, ids=[code for code, *_ in DIFFERENT])
def test_what_numpy_and_pandas_say_begins_in_words_and_keeps_its_numbers(grade, different):
    code, call, expected, words, kept = different
    imports = "import numpy as np\nimport pandas as pd\n"
    (test,) = grade(DATA, {"code": imports + code}, environment="datascience").tests
    assert (test.status, test.call) == ("failed", call)
    assert test.message.startswith(words)
    assert kept in test.message
    assert expected is None or test.expected == expected
    (shared,) = grade(DATA, {"code": imports + code, "shared": True}, environment="datascience").tests
    assert shared.message.startswith(words)
