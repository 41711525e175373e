"""A reference to a student's object, and what is known of it without asking."""

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from grader_service.examiner.errors import StudentError
from grader_service.sandbox.values import Tree, Value

if TYPE_CHECKING:  # the two know each other: a link makes proxies, a proxy speaks over its link
    from grader_service.examiner.link import Link

NAMED_ONLY: Final = ContextVar("NAMED_ONLY", default=False)
"""Set while a value is shown: `repr` then names the type of a student's object instead of asking it."""

Kind = TypeVar("Kind")


class Handle:
    """What a proxy is made of."""

    __slots__ = ("_pyprac_callable", "_pyprac_link", "_pyprac_target", "_pyprac_type")
    _pyprac_link: "Link"
    _pyprac_target: Tree
    _pyprac_type: str
    _pyprac_callable: bool


def is_remote(value: object) -> bool:
    """Whether a value is a proxy."""
    return issubclass(type(value), Handle)


def reference(value: Value) -> "tuple[Link, Tree]":
    """The link of a proxy, and what it stands for there."""
    return value._pyprac_link, value._pyprac_target  # noqa: SLF001  module-private, spelled to collide with nothing


def type_of(value: Value) -> str:
    """The name of the type of a value, a proxy's being that of the object behind it."""
    return value._pyprac_type if is_remote(value) else type(value).__name__  # noqa: SLF001  the same


def is_callable(value: Value) -> bool:
    """Whether a value can be called."""
    return value._pyprac_callable if is_remote(value) else callable(value)  # noqa: SLF001  the same


def is_class(value: Value) -> bool:
    """Whether it stands for a class of the submission."""
    return is_remote(value) and type_of(value) == "type"


def same(one: object, other: object) -> bool:
    """Python's `is`; the type of a student's object is the class of the submission as well."""
    if is_class(one) and is_class(other):
        return bool(one == other)
    return one is other or _stands_for(one, other) or _stands_for(other, one)


def _stands_for(kind: object, other: object) -> bool:
    if not isinstance(kind, type):
        return False
    return bool(other == kind) if issubclass(kind, Handle) else issubclass(kind, StudentError) and kind == other


def is_sibling(one: Handle, other: object) -> bool:
    """Whether both are objects of one submission."""
    return is_remote(other) and reference(other)[0] is reference(one)[0]


def refuse(value: Handle, operator: str, other: object) -> NoReturn:
    """Refuse an operator that would hand a value of the test's to the student's object; raises TypeError."""
    kinds = f"a {type_of(value)} of the submission and a {type_of(other)} of the test"
    message = f"{operator!r} between {kinds}: ask it in a shared test"
    raise TypeError(message)


def exact(value: Handle, operation: str, kind: type[Kind], *more: Value) -> Kind:
    """The result of an operation, which is of just this type; raises TypeError where it is not."""
    result = reference(value)[0].operate(operation, value, *more)
    if type(result) is not kind:
        message = f"{operation}() of a {type_of(value)} gave a {type_of(result)}"
        raise TypeError(message)
    return result
