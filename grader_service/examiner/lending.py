"""What a test hands over that is no value: what the submission has by its place there, the test's own by number."""

import builtins
from collections.abc import Callable, Iterator, Sequence
from io import IOBase
from types import FunctionType
from typing import TYPE_CHECKING, Final

from grader_service.examiner import kinds
from grader_service.examiner.errors import StudentError, lent_of, name_of
from grader_service.examiner.handles import is_remote, reference
from grader_service.examiner.likepytest import NotOffered
from grader_service.sandbox.codec import Lowering
from grader_service.sandbox.values import BUILTIN, CALLBACK, HANDLE, Tree, Value, WireError, marker

if TYPE_CHECKING:  # the two know each other: a link lends, and what is lent belongs to it
    from grader_service.examiner.link import Link

DOC: Final = 500


class Lending:
    """Lends to one student's process, and keeps the functions of the test's that it may call."""

    def __init__(self, link: "Link") -> None:
        self._link = link
        self._callbacks: list[Callable[..., Value]] = []

    def lowered(self, values: Sequence[Value]) -> list[Tree]:
        """What the test hands over; raises `NotOffered` where that cannot cross."""
        lowering = Lowering(self.lend)
        try:
            return [lowering.lower(value) for value in values]
        except WireError as error:
            raise NotOffered(str(error)) from None

    def lend(self, value: Value) -> Tree:
        """What is sent in the place of something that does not cross; raises `WireError` where nothing can be."""
        if is_remote(value):
            return self._returned(value)
        lent = _known_there(value)
        if lent is not None:
            return lent
        if callable(value):
            return self.callback(value)
        if isinstance(value, Iterator) and not isinstance(value, IOBase):
            return [*self.callback(value.__next__), type(value).__name__]
        kind = type(value).__name__
        message = f"the test hands over a {kind}, which cannot cross to the submission: a shared test can do it"
        raise WireError(message)

    def callback(self, function: Callable[..., Value]) -> Tree:
        """A function of the test's, with what a decorator copies of one."""
        self._callbacks.append(function)
        told = [function.__name__, (function.__doc__ or "")[:DOC]] if type(function) is FunctionType else ["", ""]
        return [marker(CALLBACK), len(self._callbacks) - 1, *told]

    def taken_back(self, number: Tree) -> Callable[..., Value]:
        """The function of that number; raises `WireError` where none was lent."""
        if type(number) is int and 0 <= number < len(self._callbacks):
            return self._callbacks[number]
        message = "no such function"
        raise WireError(message)

    def _returned(self, value: Value) -> Tree:
        link, target = reference(value)
        if link is not self._link:
            message = f"this {type(value).__name__} belongs to a run that has ended"
            raise WireError(message)
        return target


def _known_there(value: Value) -> Tree:
    """An exception of the submission's or a class that its process has as well; None for anything else."""
    if isinstance(value, type) and issubclass(value, StudentError) and (known := name_of(value)):
        return [marker(HANDLE), known]
    if isinstance(value, StudentError) and type(lent_of(value)) is list:
        return lent_of(value)[:2]
    name = getattr(value, "__name__", None)
    if type(name) is str and vars(builtins).get(name) is value:
        return [marker(BUILTIN), name]
    found = kinds.place(value)
    return [marker(BUILTIN), found] if found else None
