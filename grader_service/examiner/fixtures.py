"""What the parameters of a test function get: fixtures of the test's own, and those that are offered to every test.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import inspect
import sys
from collections.abc import Callable
from contextlib import ExitStack
from types import FunctionType, MethodType
from typing import Final

from grader_service.examiner import likepytest, monkeypatch
from grader_service.sandbox.values import Value

SHARED: Final = frozenset({"tmp_path"})
"""Fixtures of shared tests alone: what a submission writes is in its own process' reach."""


def arguments(
    function: Callable[..., Value], given: dict[str, Value], names: dict[str, Value], stack: ExitStack
) -> dict[str, Value]:
    """The arguments of a test or a fixture: its parameters, else fixtures; `given` keeps what was made."""
    fixtures = _fixtures(names)
    for own, (autouse, _) in fixtures.items():
        if autouse:
            _value(own, given, names, stack)
    wanted = [name for name, each in inspect.signature(function).parameters.items() if each.default is each.empty]
    return {name: _value(name, given, names, stack) for name in wanted[_patched(function) :]}


def _patched(function: Callable[..., Value]) -> int:
    """How many of a function's first arguments decorators of `unittest.mock` give it."""
    patches = getattr(function, "patchings", ())
    return sum(not each.attribute_name and each.new is sys.modules["unittest.mock"].DEFAULT for each in patches)


def _fixtures(names: dict[str, Value]) -> dict[str, tuple[bool, Value]]:
    marked = [(getattr(value, likepytest.FIXTURE), value) for value in list(dict.values(names)) if _is_fixture(value)]
    return {name: (autouse, value) for (name, autouse), value in marked}


def of_class(owner: object) -> dict[str, Value]:
    """The fixtures that are methods of an object's class."""
    kinds = reversed(type(owner).__mro__)
    return {name: getattr(owner, name) for kind in kinds for name, value in vars(kind).items() if _is_fixture(value)}


def _is_fixture(value: object) -> bool:
    return type(value) in {FunctionType, MethodType} and hasattr(value, likepytest.FIXTURE)


def _value(name: str, given: dict[str, Value], names: dict[str, Value], stack: ExitStack) -> Value:
    if name in given:
        return given[name]
    if name == "capsys":
        made: Value = stack.enter_context(likepytest.Capsys().taking())
    elif name == "monkeypatch":
        made = monkeypatch.MonkeyPatch(stack)
    else:
        fixtures = _fixtures(names)
        if name not in fixtures:
            message = f"the fixture {name!r} is not offered to tests here"
            raise likepytest.NotOffered(f"{message}: a shared test has it" if name in SHARED else message)
        function = fixtures[name][1]
        given[name] = None  # a fixture that asks for itself ends here
        made = _made(function, function(**arguments(function, given, names, stack)), stack)
    given[name] = made
    return made


def _made(function: FunctionType, result: Value, stack: ExitStack) -> Value:
    """What a fixture made; one that yields goes on after the test."""
    if not inspect.isgeneratorfunction(function):
        return result
    stack.callback(lambda: next(result, None))
    return next(result)
