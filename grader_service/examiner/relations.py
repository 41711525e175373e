"""What asserts ask of a value besides that it equals another one: an order, a place, a type, a pattern.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Final

from grader_service.sandbox.values import Value

OPERATORS: Final[Mapping[type[ast.cmpop], tuple[str, Callable[[Value, Value], Value]]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.NotEq: ("!=", operator.ne),
    ast.IsNot: ("is not", operator.is_not),
    ast.In: ("in", lambda item, container: item in container),
    ast.NotIn: ("not in", lambda item, container: item not in container),
}

METHODS: Final[Mapping[str, str]] = {
    "assertLess": "<",
    "assertLessEqual": "<=",
    "assertGreater": ">",
    "assertGreaterEqual": ">=",
    "assertNotEqual": "!=",
    "assertNotAlmostEqual": "!=",
    "assertIsNot": "is not",
    "assertIn": "in",
    "assertNotIn": "not in",
    "assertIsInstance": "isinstance",
    "assertNotIsInstance": "not isinstance",
    "assertRegex": "matches",
    "assertNotRegex": "not matches",
    "assertCountEqual": "items",
}
"""What the methods of a TestCase ask of their first argument, by the second."""

_MIRRORED: Final[Mapping[str, str]] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "is not": "is not", "in": "contains",
    "not in": "not contains", "items": "items",
}  # fmt: skip
_AS_PYTHON: Final[Mapping[str, str]] = {
    "contains": "{} in ...",
    "not contains": "{} not in ...",
    "isinstance": "isinstance(..., {})",
    "not isinstance": "not isinstance(..., {})",
    "matches": "re.search({}, ...)",
    "not matches": "not re.search({}, ...)",
    "items": "{}",
}


def can_be_mirrored(relation: str) -> bool:
    """Whether the second operand may be the one that is looked at."""
    return not relation or relation in _MIRRORED


def mirrored(relation: str) -> str:
    """What is asked of the second operand."""
    return _MIRRORED.get(relation, relation)


def as_python(relation: str, other: str) -> str:
    """What is asked of a value, as Python writes it: `< 1`, or `4 in ...`."""
    return _AS_PYTHON.get(relation, f"{relation} {{}}").replace("{}", other) if relation else other
