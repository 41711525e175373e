"""The operators and conversions of proxies: each is carried out in the student's process.

`==` and ordering go over only between two objects of one submission; against anything else they are unequal or a
TypeError that names the type.
"""

from collections.abc import Callable
from typing import Final

from grader_service.examiner.handles import NAMED_ONLY, Handle, exact, is_remote, is_sibling, reference, refuse
from grader_service.sandbox.values import Value


class Operators(Handle):
    """What Python asks of an object by its operators and builtin functions."""

    __slots__ = ()
    __name__: str

    def __eq__(self, other: object) -> bool:
        if isinstance(other, type) and not is_remote(other) and issubclass(other, Handle):
            return bool(self.__name__ == other.__name__)  # `type(x) == submission.C`
        return is_sibling(self, other) and bool(self._pyprac_link.operate("eq", self, other))

    def __ne__(self, other: object) -> bool:
        if isinstance(other, type):
            return not self == other
        return not is_sibling(self, other) or bool(self._pyprac_link.operate("ne", self, other))

    def __hash__(self) -> int:
        return exact(self, "hash", int)

    def __bool__(self) -> bool:
        return exact(self, "bool", bool)

    def __int__(self) -> int:
        return exact(self, "int", int)

    def __index__(self) -> int:
        return exact(self, "index", int)

    def __float__(self) -> float:
        return exact(self, "float", float)

    def __complex__(self) -> complex:
        return exact(self, "complex", complex)

    def __bytes__(self) -> bytes:
        return exact(self, "bytes", bytes)

    def __str__(self) -> str:
        return exact(self, "str", str)

    def __repr__(self) -> str:
        if NAMED_ONLY.get():
            return f"<{self._pyprac_type} object>"
        return exact(self, "repr", str)

    def __format__(self, spec: str) -> str:
        return exact(self, "format", str, spec)


def _binary(operation: str) -> Callable[[Handle, Value], Value]:
    return lambda self, other: reference(self)[0].operate(operation, self, other)


def _reflected(operation: str) -> Callable[[Handle, Value], Value]:
    return lambda self, other: reference(self)[0].operate(operation, other, self)


def _unary(operation: str) -> Callable[..., Value]:
    return lambda self, *more: reference(self)[0].operate(operation, self, *more)


def _ordering(operation: str, sign: str) -> Callable[[Handle, object], bool]:
    def compare(self: Handle, other: object) -> bool:
        if not is_sibling(self, other):
            refuse(self, sign, other)
        return bool(reference(self)[0].operate(operation, self, other))

    return compare


BOTH_WAYS: Final = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor",
)  # fmt: skip
for _name in BOTH_WAYS:
    _operation = f"{_name}_" if _name in {"and", "or"} else _name
    setattr(Operators, f"__{_name}__", _binary(_operation))
    setattr(Operators, f"__r{_name}__", _reflected(_operation))
for _name in ("iadd", "isub", "imul", "getitem", "divmod"):
    setattr(Operators, f"__{_name}__", _binary(_name))
for _name in ("neg", "pos", "abs", "invert", "round", "reversed", "setitem", "delitem", "dir"):
    setattr(Operators, f"__{_name}__", _unary(_name))
for _name, _sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    setattr(Operators, f"__{_name}__", _ordering(_name, _sign))
