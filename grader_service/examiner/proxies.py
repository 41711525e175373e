"""What a test holds instead of the student's objects. An expected value is never handed to their methods.

`==`, ordering and `in` go over only between two objects of one submission; against anything else they are unequal
or a TypeError that names the type.
"""

import sys
from collections.abc import Callable, Generator, Iterator
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from grader_service.examiner import signatures
from grader_service.examiner.asserts import FILE
from grader_service.examiner.likepytest import NotOffered
from grader_service.sandbox.values import Tree, Value

if TYPE_CHECKING:  # the two know each other: a link makes proxies, a proxy speaks over its link
    from grader_service.examiner.link import Link

NAMED_ONLY: Final = ContextVar("NAMED_ONLY", default=False)
"""Set while a value is shown: `repr` then names the type of a student's object instead of asking it."""

Kind = TypeVar("Kind")
PULL_MOST: Final = 64
PULL_BOUND: Final = 20_000
"""Items that a loop over one of the student's iterators may take."""


class Remote:
    """A student's object: attributes, calls and operators go to the student's process."""

    __slots__ = ("_pyprac_callable", "_pyprac_link", "_pyprac_target", "_pyprac_type")
    _pyprac_link: "Link"
    _pyprac_target: Tree
    _pyprac_type: str
    _pyprac_callable: bool

    __array_ufunc__ = None

    def __array__(self, *_: object, **__: object) -> NoReturn:
        message = f"a {type_of(self)} of the submission is no array"
        raise TypeError(message)

    def __reduce_ex__(self, _: object) -> NoReturn:
        message = f"a {type_of(self)} of the submission is pickled in its own process alone: a shared test can"
        raise NotOffered(message)

    def __getattribute__(self, name: str) -> Value:
        if name in _OF_THE_CLASS:
            return self._pyprac_link.get(self._pyprac_target, name)
        if name in _OF_EVERY_OBJECT and self._pyprac_type == "type":
            return _defined(self, name)
        if name in _PROTOCOLS:  # every proxy has the method; `hasattr` asks whether the student's object has
            self._pyprac_link.get(self._pyprac_target, name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__array"):  # an interface of NumPy's is an address in this process
            raise AttributeError(name)
        return _signature(self) if name == "__signature__" else self._pyprac_link.get(self._pyprac_target, name)

    def __setattr__(self, name: str, value: Value) -> None:
        self._pyprac_link.operate("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._pyprac_link.operate("delattr", self, name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, type) and not is_remote(other) and issubclass(other, Remote):
            return bool(self.__name__ == other.__name__)  # `type(x) == submission.C`
        return _is_sibling(self, other) and bool(self._pyprac_link.operate("eq", self, other))

    def __ne__(self, other: object) -> bool:
        return not _is_sibling(self, other) or bool(self._pyprac_link.operate("ne", self, other))

    def __hash__(self) -> int:
        return _exact(self, "hash", int)

    def __bool__(self) -> bool:
        return _exact(self, "bool", bool)

    def __len__(self) -> int:
        return _exact(self, "len", int)

    def __int__(self) -> int:
        return _exact(self, "int", int)

    def __index__(self) -> int:
        return _exact(self, "index", int)

    def __float__(self) -> float:
        return _exact(self, "float", float)

    def __complex__(self) -> complex:
        return _exact(self, "complex", complex)

    def __bytes__(self) -> bytes:
        return _exact(self, "bytes", bytes)

    def __str__(self) -> str:
        return _exact(self, "str", str)

    def __repr__(self) -> str:
        if NAMED_ONLY.get():
            return f"<{self._pyprac_type} object>"
        return _exact(self, "repr", str)

    def __format__(self, spec: str) -> str:
        return _exact(self, "format", str, spec)

    def __contains__(self, item: object) -> bool:
        if not _is_sibling(self, item):
            _refuse(self, "in", item)
        return bool(self._pyprac_link.operate("contains", self, item))

    def __iter__(self) -> Iterator[Value]:
        iterator = self._pyprac_link.operate("iter", self)
        return _pull(iterator) if is_remote(iterator) else iter(iterator)

    def __next__(self) -> Value:
        return self._pyprac_link.operate("next", self)

    def __instancecheck__(self, instance: object) -> bool:
        return _is_sibling(self, instance) and bool(self._pyprac_link.operate("isinstance", instance, self))

    def __subclasscheck__(self, kind: type) -> bool:
        return _is_sibling(self, kind) and bool(self._pyprac_link.operate("issubclass", kind, self))

    def __mro_entries__(self, _: object) -> NoReturn:
        message = "a test apart from the submission cannot inherit from its classes: a shared test can"
        raise NotOffered(message)

    def __copy__(self) -> Value:
        return self._pyprac_link.operate("copy", self)

    def __deepcopy__(self, _: object) -> Value:
        return self._pyprac_link.operate("deepcopy", self)

    def __await__(self) -> Generator[None, None, Value]:
        return self._pyprac_link.operate("await", self)
        yield  # it answers at once: the student's side has waited

    def __enter__(self) -> Value:
        return self._pyprac_link.get(self._pyprac_target, "__enter__")()

    def __exit__(self, _: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        block = sys._getframe(1)  # noqa: SLF001  that of the `with`
        line = block.f_lineno if block.f_code.co_filename == FILE else None
        return self._pyprac_link.leave(self, error, trace, line)


def is_remote(value: object) -> bool:
    """Whether a value is a proxy."""
    return issubclass(type(value), Remote)


def reference(value: Value) -> "tuple[Link, Tree]":
    """The link of a proxy, and what it stands for there."""
    return value._pyprac_link, value._pyprac_target  # noqa: SLF001  module-private, spelled to collide with nothing


def type_of(value: Value) -> str:
    """The name of the type of a value, a proxy's being that of the object behind it."""
    return value._pyprac_type if is_remote(value) else type(value).__name__  # noqa: SLF001  the same


def is_callable(value: Value) -> bool:
    """Whether a value can be called."""
    return value._pyprac_callable if is_remote(value) else callable(value)  # noqa: SLF001  the same


def _signature(value: Remote) -> object:
    """The parameters of a student's function, for `inspect.signature`; AttributeError for anything else."""
    code = value.__code__
    counts = [code.co_posonlyargcount, code.co_argcount - code.co_posonlyargcount, code.co_kwonlyargcount]
    return signatures.made(list(code.co_varnames), counts, code.co_flags, value.__defaults__, value.__kwdefaults__)


def _defined(kind: Remote, name: str) -> Value:
    """A method of a student's class that every class has: Python's own one where the student has defined none."""
    link, target = reference(kind)
    method = link.get(target, name)
    return vars(object)[name] if type_of(method) in {"wrapper_descriptor", "method_descriptor"} else method


def same(one: object, other: object) -> bool:
    """Python's `is`; the type of a student's object is the class of the submission as well."""
    return one is other or (isinstance(one, type) and issubclass(one, Remote) and bool(other == one))


def _is_sibling(one: Remote, other: object) -> bool:
    return is_remote(other) and reference(other)[0] is reference(one)[0]


def _refuse(value: Remote, operator: str, other: object) -> NoReturn:
    message = f"{operator!r} between a {type_of(value)} of the submission and a {type_of(other)} of the test"
    raise TypeError(message)


def _exact(value: Remote, operation: str, kind: type[Kind], *more: Value) -> Kind:
    result = reference(value)[0].operate(operation, value, *more)
    if type(result) is not kind:
        message = f"{operation}() of a {type_of(value)} gave a {type_of(result)}"
        raise TypeError(message)
    return result


def _pull(iterator: Remote) -> Iterator[Value]:
    """The items of an iterator, a few at a time: one, then more and more."""
    link, target = reference(iterator)
    count, taken = 1, 0
    while items := link.pull(target, count):
        yield from items
        taken += len(items)
        if taken >= PULL_BOUND:
            message = f"more than {PULL_BOUND:,} items: does it ever end?"
            raise OverflowError(message)
        count = min(2 * count, PULL_MOST)


def _binary(operation: str) -> Callable[[Remote, Value], Value]:
    return lambda self, other: reference(self)[0].operate(operation, self, other)


def _reflected(operation: str) -> Callable[[Remote, Value], Value]:
    return lambda self, other: reference(self)[0].operate(operation, other, self)


def _unary(operation: str) -> Callable[..., Value]:
    return lambda self, *more: reference(self)[0].operate(operation, self, *more)


def _ordering(operation: str, sign: str) -> Callable[[Remote, object], bool]:
    def compare(self: Remote, other: object) -> bool:
        if not _is_sibling(self, other):
            _refuse(self, sign, other)
        return bool(reference(self)[0].operate(operation, self, other))

    return compare


Remote.__doc__ = property(lambda self: reference(self)[0].get(reference(self)[1], "__doc__"))  # type: ignore[assignment]  # the student's docstring, not this class's
_BOTH_WAYS: Final = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor",
)  # fmt: skip
for _name in _BOTH_WAYS:
    _operation = f"{_name}_" if _name in {"and", "or"} else _name
    setattr(Remote, f"__{_name}__", _binary(_operation))
    setattr(Remote, f"__r{_name}__", _reflected(_operation))
for _name in ("iadd", "isub", "imul", "getitem", "divmod"):
    setattr(Remote, f"__{_name}__", _binary(_name))
for _name in ("neg", "pos", "abs", "invert", "round", "reversed", "setitem", "delitem", "dir"):
    setattr(Remote, f"__{_name}__", _unary(_name))
for _name, _sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    setattr(Remote, f"__{_name}__", _ordering(_name, _sign))

_OF_THE_CLASS: Final = frozenset({"__annotations__", "__module__", "__slots__"})
"""What a class of ours has as well, which is none of a test's business."""

_OF_EVERY_OBJECT: Final = frozenset(
    f"__{name}__" for name in ("str", "repr", "eq", "ne", "lt", "le", "gt", "ge", "hash", "init", "format")
)
"""Methods of which a test asks whether a class has its own."""

_PROTOCOLS: Final = frozenset(
    f"__{name}__"
    for name in (
        *("len", "iter", "next", "contains", "getitem", "setitem", "delitem", "reversed", "enter", "exit", "await"),
        *("int", "index", "float", "complex", "bytes", "bool"),
        *("abs", "neg", "invert", "round", "divmod", "iadd", "imul"),
        *_BOTH_WAYS,
        *(f"r{name}" for name in _BOTH_WAYS),
    )
)
"""Methods by which a test asks what an object is."""
