"""The fixture `monkeypatch`: what a test replaces for as long as it runs. Made of what unittest has for it.

Runs on the trusted side, and for shared tests also in the student's process.
"""

import os
from collections.abc import MutableMapping
from contextlib import ExitStack
from typing import Final

from grader_service.examiner.likepytest import NotOffered
from grader_service.sandbox.values import Value

_NOT_GIVEN: Final = object()


def _patch() -> Value:
    from unittest.mock import patch  # noqa: PLC0415  slow to load, and seldom needed

    return patch


class MonkeyPatch:
    """Replaces attributes, items and environment variables until the stack is closed."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def setattr(self, target: Value, name: Value, value: Value = _NOT_GIVEN, raising: bool = True) -> None:  # noqa: FBT001, FBT002  pytest's own signature
        """Replace an attribute, of an object or by its dotted name: `setattr("builtins.input", ...)`."""
        if value is _NOT_GIVEN:
            self._stack.enter_context(_patch()(target, name, create=not raising))
        else:
            self._stack.enter_context(_patch().object(target, name, value, create=not raising))

    def setitem(self, mapping: MutableMapping[Value, Value], name: Value, value: Value) -> None:
        """Replace an item."""
        self._stack.enter_context(_patch().dict(mapping, {name: value}))

    def delitem(self, mapping: MutableMapping[Value, Value], name: Value, raising: bool = True) -> None:  # noqa: FBT001, FBT002  the same
        """Take an item away."""
        self._stack.enter_context(_patch().dict(mapping))
        if raising or name in mapping:
            del mapping[name]

    def setenv(self, name: str, value: str) -> None:
        """Replace an environment variable."""
        self.setitem(os.environ, name, value)

    def delenv(self, name: str, raising: bool = True) -> None:  # noqa: FBT001, FBT002  the same
        """Take an environment variable away."""
        self.delitem(os.environ, name, raising)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        message = f"monkeypatch.{name} is not offered to tests here"
        raise NotOffered(message)
