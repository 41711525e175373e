"""What the student's process lends to the examiner, and what it borrows from it."""

import builtins
from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any, Final

from grader_service.sandbox.report import type_name
from grader_service.sandbox.values import BUILTIN, CALLBACK, HANDLE, NAMED, Tree, Value, WireError, marker

_BUILTINS: Final[Mapping[str, Value]] = dict(vars(builtins))


def _named(module: str, name: str) -> Value:
    """A class of Python's library."""
    return attrgetter(name)(import_module(module))


class _Items:
    """An iterator of the examiner's."""

    def __iter__(self) -> "_Items":
        return self


Ask = Callable[[int, tuple[Value, ...], Mapping[str, Value]], Value]


class Loans:
    """Objects by number, each under one number only, so that what is the same here is the same there."""

    def __init__(self, find: Callable[[str], Value], ask: Ask) -> None:
        self._find = find
        self._ask = ask
        self._objects: list[Value] = []
        self._numbers: dict[int, int] = {}

    def lend(self, value: Value) -> Tree:
        """The handle of an object: its number, the name of its type, and whether it can be called."""
        if type(value) is type and _BUILTINS.get(name := type_name(value)) is value and name in NAMED:
            return [marker(BUILTIN), name]
        if value is NotImplemented:
            return [marker(BUILTIN), "NotImplemented"]
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return [marker(HANDLE), number, "type" if isinstance(value, type) else type_name(type(value)), callable(value)]

    def borrow(self, code: int, parts: list[Any]) -> Value:
        """What a handle stands for: one of ours, a builtin by name, or a function of the examiner's.

        Raises:
            NameError: a name of the submission that is not there any more.
        """
        reference = parts[0]
        if code == HANDLE and type(reference) is int:
            return self._objects[reference]
        if code == HANDLE:
            try:
                return self._find(reference)
            except KeyError:
                message = f"name {reference!r} is not defined"
                raise NameError(message) from None
        if code == BUILTIN:
            return _BUILTINS[reference] if reference in _BUILTINS else _named(*reference.split(":"))
        if code == CALLBACK:
            return self._callback(*parts)
        message = "no such handle"
        raise WireError(message)

    def _callback(self, number: int, name: str, doc: str, kind: str = "") -> Value:
        """A function of the examiner's, or the iterator of that type whose items it gives."""

        def callback(*arguments: Value, **names: Value) -> Value:
            return self._ask(number, arguments, names)

        if kind:
            return type(kind, (_Items,), {"__next__": staticmethod(callback)})()
        if name:
            callback.__name__ = callback.__qualname__ = name
            callback.__doc__ = doc or None
        return callback

    @staticmethod
    def exception(name: str, text: str) -> BaseException:
        """What a function of the examiner's raised, as far as it is a builtin exception."""
        kind = _BUILTINS.get(name)
        return kind(text) if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError(text)
