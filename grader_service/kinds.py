"""Which tests this grader can run; what it cannot is refused with a sentence before any of it runs."""

import ast
from collections.abc import Mapping
from typing import Final

from grader_service.contract import Test
from grader_service.items import is_case, items

OFFERED: Final[Mapping[str, tuple[str, ...]]] = {
    "pytest": ("raises", "approx", "mark", "param", "fixture", "skip", "fail"),
    "pytest.mark": ("parametrize", "skip", "skipif"),
}
"""What tests may use of pytest."""


def unsupported(test: Test) -> str | None:
    """Why that test cannot be run, in a sentence for its author; None where it can."""
    if test.shared and test.code is None:
        return "shared goes with code: write the call as an assert"
    given = [name for name in ("call", "code") if getattr(test, name) is not None]
    if len(given) > 1:
        return "a test has either a call or code, not both"
    if test.kind == "call":
        return _call_fault(test)
    return _code_fault(test) if test.kind == "code" else _script_fault(test)


def _call_fault(test: Test) -> str | None:
    if test.expected is None and test.raises is None and test.stdout is None:
        return "a call needs what it should give: expected, raises or stdout"
    if test.expected is not None and test.raises is not None:
        return "a call has either expected or raises, not both"
    if test.raises is not None and not test.raises.isidentifier():
        return f"raises is the name of a class, which {test.raises!r} is not"
    try:
        ast.parse((test.call or "").strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        return f"the call is not a Python expression: {error}"
    try:
        ast.literal_eval((test.expected or "None").strip())
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError) as error:
        return f"expected is not a Python literal: {error}"
    return None


def _script_fault(test: Test) -> str | None:
    if test.stdin is None and test.stdout is None:
        return "a test needs call, code, stdin or stdout"
    if test.expected is not None or test.raises is not None:
        return "expected and raises belong to a call; a script has stdout"
    return None


def _code_fault(test: Test) -> str | None:
    try:
        tree = ast.parse(test.code or "")
    except (SyntaxError, ValueError) as error:
        return f"the code is not Python: {error}"
    if test.score and items(tree):
        return "score goes with code that leaves a number, not with test methods or functions"
    idle = None if items(tree) else next(filter(is_case, tree.body), None)
    return f"{idle.name} has no test method" if isinstance(idle, ast.ClassDef) else _pytest_fault(tree)


def _pytest_fault(tree: ast.Module) -> str | None:
    """What a test uses of pytest that is not offered."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            owner, _, attribute = name.rpartition(".")
            if attribute not in OFFERED.get(owner, {attribute}):
                return f"{name} is not offered to tests: of {owner} there is {', '.join(OFFERED[owner])}"
    return None
