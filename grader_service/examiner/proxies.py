"""What a test holds instead of the student's objects. An expected value is never handed to their methods.

So `in` goes over only between two objects of one submission; against anything else it is a TypeError that names the
type.
"""

import sys
from collections.abc import Generator, Iterator
from types import TracebackType
from typing import Final, NoReturn

from grader_service.examiner import signatures
from grader_service.examiner.asserts import FILE
from grader_service.examiner.handles import exact, is_remote, is_sibling, reference, refuse, type_of
from grader_service.examiner.likepytest import NotOffered
from grader_service.examiner.operators import BOTH_WAYS, Operators
from grader_service.sandbox.values import Value

PULL_MOST: Final = 64
PULL_BOUND: Final = 20_000
"""Items that a loop over one of the student's iterators may take."""


class Remote(Operators):
    """A student's object: attributes, calls and operators go to the student's process."""

    __slots__ = ()
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
            method = self._pyprac_link.get(self._pyprac_target, name)
            if name in _ARITHMETIC:  # called by its name it may give NotImplemented, which an operator never does
                return method
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__array"):  # an interface of NumPy's is an address in this process
            raise AttributeError(name)
        return _signature(self) if name == "__signature__" else self._pyprac_link.get(self._pyprac_target, name)

    def __setattr__(self, name: str, value: Value) -> None:
        self._pyprac_link.operate("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._pyprac_link.operate("delattr", self, name)

    def __len__(self) -> int:
        return exact(self, "len", int)

    def __contains__(self, item: object) -> bool:
        if not is_sibling(self, item):
            refuse(self, "in", item)
        return bool(self._pyprac_link.operate("contains", self, item))

    def __iter__(self) -> Iterator[Value]:
        iterator = self._pyprac_link.operate("iter", self)
        return _pull(iterator) if is_remote(iterator) else iter(iterator)

    def __next__(self) -> Value:
        return self._pyprac_link.operate("next", self)

    def __instancecheck__(self, instance: object) -> bool:
        return is_sibling(self, instance) and bool(self._pyprac_link.operate("isinstance", instance, self))

    def __subclasscheck__(self, kind: type) -> bool:
        return is_sibling(self, kind) and bool(self._pyprac_link.operate("issubclass", kind, self))

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


def _signature(value: Remote) -> object:
    """The parameters of a student's function, for `inspect.signature`; AttributeError for anything else."""
    code = value.__code__
    counts = [code.co_posonlyargcount, code.co_argcount - code.co_posonlyargcount, code.co_kwonlyargcount]
    return signatures.made(
        list(code.co_varnames), counts, code.co_flags, value.__defaults__, value.__kwdefaults__, value.__annotations__
    )


def _defined(kind: Remote, name: str) -> Value:
    """A method of a student's class that every class has: Python's own one where the student has defined none."""
    link, target = reference(kind)
    method = link.get(target, name)
    return vars(object)[name] if type_of(method) in {"wrapper_descriptor", "method_descriptor"} else method


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


Remote.__doc__ = property(lambda self: reference(self)[0].get(reference(self)[1], "__doc__"))  # type: ignore[assignment]  # the student's docstring, not this class's
_OF_THE_CLASS: Final = frozenset({"__annotations__", "__module__", "__slots__"})
"""What a class of ours has as well, which is none of a test's business."""

_OF_EVERY_OBJECT: Final = frozenset(
    f"__{name}__" for name in ("str", "repr", "eq", "ne", "lt", "le", "gt", "ge", "hash", "init", "format")
)
"""Methods of which a test asks whether a class has its own."""

_ARITHMETIC: Final = frozenset(f"__{side}{name}__" for side in ("", "r") for name in BOTH_WAYS)
_PROTOCOLS: Final = _ARITHMETIC | frozenset(
    f"__{name}__"
    for name in (
        *("len", "iter", "next", "contains", "getitem", "setitem", "delitem", "reversed", "enter", "exit", "await"),
        *("int", "index", "float", "complex", "bytes", "bool"),
        *("abs", "neg", "invert", "round", "divmod", "iadd", "imul"),
    )
)
"""Methods by which a test asks what an object is."""
