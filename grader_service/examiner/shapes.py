"""Proxies in the shape of what they stand for: callable only where that is, and with the name of its type."""

from collections.abc import Mapping
from functools import lru_cache
from types import FunctionType, GeneratorType, MethodType
from typing import TYPE_CHECKING, Final, NoReturn

from grader_service.examiner.proxies import Remote
from grader_service.sandbox.values import Tree, Value

if TYPE_CHECKING:  # the two know each other: a link makes proxies, a proxy speaks over its link
    from grader_service.examiner.link import Link

_LIKE: Final[Mapping[str, type]] = {
    "function": FunctionType,
    "generator": GeneratorType,
    "method": MethodType,
    "property": property,
    "classmethod": classmethod,
    "staticmethod": staticmethod,
    "type": type,
}
"""What `isinstance` takes a student's object for, as `inspect` asks it."""


class Callable_(Remote):  # noqa: N801  apart from the type of this name
    """One that can be called."""

    __slots__ = ()

    def __call__(self, *arguments: Value, **names: Value) -> Value:  # noqa: D102  a magic method
        return self._pyprac_link.call(self._pyprac_target, arguments, names)


class Coroutine(Remote):
    """One that the student's side runs to its end when it is waited for, as `asyncio.run` does."""

    __slots__ = ()

    def send(self, _: object) -> NoReturn:
        """Run it."""
        raise StopIteration(self._pyprac_link.operate("await", self))

    def __next__(self) -> NoReturn:
        self.send(None)

    def throw(self, error: BaseException, *_: object) -> NoReturn:
        """End it with an exception."""
        raise error

    def close(self) -> None:
        """Nothing is left to do."""


@lru_cache(maxsize=1_000)
def _class_of(type_name: str, callable_: bool) -> type[Remote]:  # noqa: FBT001  one of two facts
    """The class of proxies for a type of that name: `type(x).__name__` and `callable(x)` say of it what they would."""
    name = type_name.replace("\0", "").encode(errors="replace").decode()
    base = Callable_ if callable_ else Coroutine if type_name == "coroutine" else Remote
    body: dict[str, object] = {"__slots__": (), "__doc__": vars(Remote)["__doc__"]}
    if type_name in _LIKE:
        body["__class__"] = property(lambda _: _LIKE[type_name])
    return type(name, (base,), body)


def remote(link: "Link", target: Tree, type_name: str, callable_: bool) -> Remote:  # noqa: FBT001  one of four facts
    """A proxy; made here because its own attributes are the student's."""
    made: Remote = object.__new__(_class_of(type_name, callable_))
    for name, value in (("link", link), ("target", target), ("type", type_name), ("callable", callable_)):
        object.__setattr__(made, f"_pyprac_{name}", value)
    return made
