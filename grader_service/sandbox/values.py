"""The kinds of values that cross between a student's process and the examiner: their codes, parts and caps.

A value that MessagePack does not know crosses as a list: a marker with the code of its kind, then its parts. A plain
list can never start with a marker, so the two are never confused. `codec` does the walking.
"""

from collections import Counter, OrderedDict, namedtuple
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import EnumType, IntEnum
from fractions import Fraction
from typing import Any, Final, NamedTuple

from msgpack import ExtType  # type: ignore[import-untyped]  # it ships no types

NODES: Final = 20_000
DEPTH: Final = 64
HASHED: Final = 2_000
MADE_TYPES: Final = 50
"""Named tuples and enumerations that one message may introduce: each makes a class, which is slow."""

LENT_KEYS: Final = 100
"""Objects lent as keys in one message: the other side asks for the hash of each."""

FRACTION_BITS: Final = 4096
SLOW_KEY: Final = 50
"""A fraction is hashed and compared by Python code, and its collisions are chosen at will."""

HANDLE: Final = 1
BUILTIN: Final = 2
CALLBACK: Final = 3
BIG_INT: Final = 4
NAMED: Final = frozenset(
    {
        *("bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"),
        "NotImplemented",
    }
)
"""Classes of Python's own that a submission may name, as in its annotations, rather than lend, and what a method gives
that knows no answer.
"""

LENT: Final = frozenset({HANDLE, BUILTIN, CALLBACK})

PLAIN: Final = frozenset({type(None), bool, int, float, str, bytes})
"""What MessagePack writes natively and exactly (integers up to 64 bits)."""


Value = Any
"""Any Python value at all."""

Tree = Any
"""None, bool, int, float, str, bytes, markers, and lists of them: what MessagePack writes."""


class WireError(ValueError):
    """A value or message that may not cross; the text says why, in words that fit behind "because"."""


def marker(code: int) -> Tree:
    """What starts a list that stands for a value of another kind."""
    return ExtType(code, b"")


def marker_code(tree: Tree) -> int | None:
    """The code of a marker; None for anything else."""
    return tree.code if type(tree) is ExtType else None


class Budget:
    """What is left of the caps while one message is written or read."""

    __slots__ = ("_hashed", "_made", "_nodes")

    def __init__(self) -> None:
        self._nodes = NODES
        self._hashed = HASHED
        self._made = MADE_TYPES

    def nodes(self, count: int) -> None:
        """Take parts off the cap; raises `WireError` when it is exceeded."""
        self._nodes -= count
        if self._nodes < 0:
            message = f"the value has more than {NODES:,} parts"
            raise WireError(message)

    def hashed(self, count: int) -> None:
        """Take entries of sets and dictionaries off the cap: colliding keys stall whoever hashes them."""
        self._hashed -= count
        if self._hashed < 0:
            message = f"the value has more than {HASHED:,} entries in sets and dictionaries"
            raise WireError(message)

    def made(self) -> None:
        """Take one class to be made off the cap."""
        self._made -= 1
        if self._made < 0:
            message = f"the value has more than {MADE_TYPES} types of its own"
            raise WireError(message)


def check_depth(depth: int) -> None:
    """Raise `WireError` where nesting goes too deep, as it does in a value that contains itself."""
    if depth > DEPTH:
        message = f"the value is nested more than {DEPTH} levels deep, or contains itself"
        raise WireError(message)


class Scalar(NamedTuple):
    """A kind made of plain parts: its code, the types its parts may have, how to take it apart and to build it.

    `dear` is what one costs as a key, of the cap on entries of sets and dictionaries, besides itself.
    """

    code: int
    parts: frozenset[type]
    apart: Callable[[Any], list[Any]]
    build: Callable[..., object]
    dear: int = 0

    def build_from(self, parts: list[Any]) -> object:
        """The value; raises `WireError` for parts of other types, ValueError and the like where they do not fit."""
        if not self.parts.issuperset(map(type, parts)):
            message = "the parts are of the wrong type"
            raise WireError(message)
        return self.build(*parts)


def is_fixed(value: datetime | time) -> bool:
    """Whether a moment is naive or has a fixed offset: any other time zone is code."""
    return value.tzinfo is None or type(value.tzinfo) is timezone


def is_counted(value: slice) -> bool:
    """Whether a slice is one of places: what else may stand in it does not cross."""
    return _MOMENT.issuperset(map(type, (value.start, value.stop, value.step)))


def _offset(value: datetime | time) -> int | None:
    offset = value.utcoffset()
    return None if offset is None else offset // timedelta(microseconds=1)


def _clock(value: datetime | time) -> list[int | None]:
    return [value.hour, value.minute, value.second, value.microsecond, value.fold, _offset(value)]


def _time(hour: int, minute: int, second: int, micro: int, fold: int, offset: int | None) -> time:  # noqa: PLR0913, PLR0917  the parts of a time
    zone = None if offset is None else timezone(timedelta(microseconds=offset))
    return time(hour, minute, second, micro, tzinfo=zone, fold=fold)


def _datetime(year: int, month: int, day: int, *clock: Value) -> datetime:
    return datetime.combine(date(year, month, day), _time(*clock))


def _fraction(numerator: int, denominator: int) -> Fraction:
    """Reducing a fraction takes quadratic time."""
    if max(numerator.bit_length(), denominator.bit_length()) > FRACTION_BITS:
        message = f"a fraction has more than {FRACTION_BITS} bits"
        raise WireError(message)
    return Fraction(numerator, denominator)


_INTS = frozenset({int})
_MOMENT = frozenset({int, type(None)})
SCALARS: Final[Mapping[type, Scalar]] = {
    complex: Scalar(5, frozenset({float}), lambda value: [value.real, value.imag], complex),
    bytearray: Scalar(6, frozenset({bytes}), lambda value: [bytes(value)], bytearray),
    range: Scalar(7, _INTS, lambda value: [value.start, value.stop, value.step], range),
    Decimal: Scalar(8, frozenset({str}), lambda value: [str(value)], Decimal),
    Fraction: Scalar(9, _INTS, lambda value: [value.numerator, value.denominator], _fraction, SLOW_KEY),
    date: Scalar(10, _INTS, lambda value: [value.year, value.month, value.day], date),
    time: Scalar(11, _MOMENT, _clock, _time),
    datetime: Scalar(12, _MOMENT, lambda value: [value.year, value.month, value.day, *_clock(value)], _datetime),
    slice: Scalar(14, _MOMENT, lambda value: [value.start, value.stop, value.step], slice),
    timedelta: Scalar(13, _INTS, lambda value: [value.days, value.seconds, value.microseconds], timedelta),
}
SCALARS_BY_CODE: Final[Mapping[int, Scalar]] = {row.code: row for row in SCALARS.values()}


def big_int(value: object) -> list[Any]:
    """The form of an integer beyond 64 bits; MessagePack's `default`, which meets nothing else."""
    if type(value) is not int:
        message = f"a {type(value).__name__} cannot cross"
        raise WireError(message)
    return [marker(BIG_INT), value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)]


def read_big_int(parts: list[Any]) -> int:
    """The integer of its bytes."""
    if len(parts) != 1 or type(parts[0]) is not bytes:
        message = "an integer is made of bytes"
        raise WireError(message)
    return int.from_bytes(parts[0], "big", signed=True)


FACTORIES: Final[Mapping[str, type]] = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple, bool)}


def factory_name(factory: object) -> str | None:
    """The name under which a default factory crosses; any other than a builtin type's is left behind."""
    return next((name for name, known in FACTORIES.items() if known is factory), None)


def _counter(pairs: dict[Any, Any]) -> Counter[Any]:
    counter: Counter[Any] = Counter()
    dict.update(counter, pairs)
    return counter


TUPLE: Final = 20
SET: Final = 21
FROZENSET: Final = 22
DICT: Final = 23
COUNTER: Final = 24
ORDERED: Final = 25
DEFAULTDICT: Final = 26
DEQUE: Final = 27
NAMEDTUPLE: Final = 28
INT_ENUM: Final = 29
SETS: Final[Mapping[type, int]] = {set: SET, frozenset: FROZENSET}
MAPPINGS: Final[Mapping[type, int]] = {dict: DICT, Counter: COUNTER, OrderedDict: ORDERED}
SET_BUILDERS: Final[Mapping[int, Callable[[list[Any]], object]]] = {SET: set, FROZENSET: frozenset}
MAPPING_BUILDERS: Final[Mapping[int, Callable[[dict[Any, Any]], object]]] = {
    DICT: lambda pairs: pairs,
    COUNTER: _counter,
    ORDERED: OrderedDict,
}

_BARE = namedtuple("_BARE", "")  # noqa: PYI024  the yardstick of a named tuple without methods of its own
_NAMEDTUPLE_NAMES: Final = frozenset(vars(_BARE)) | {
    "__annotate__",
    "__annotate_func__",
    "__annotations__",
    "__annotations_cache__",
    "__classdictcell__",
    "__firstlineno__",
    "__orig_bases__",
    "__static_attributes__",
}


def is_namedtuple(kind: type) -> bool:
    """Whether a type is a plain named tuple; one with methods of its own is a student's class."""
    fields = vars(kind).get("_fields")
    return (
        kind.__bases__ == (tuple,)
        and type(fields) is tuple
        and {str}.issuperset(map(type, fields))
        and vars(kind).keys() <= _NAMEDTUPLE_NAMES.union(fields)
    )


def make_namedtuple(name: object, fields: object, items: list[Any]) -> object:
    """A named tuple from its parts; raises ValueError or TypeError where they do not make one."""
    if type(name) is not str or type(fields) is not list or not {str}.issuperset(map(type, fields)):
        message = "a named tuple has a name and fields"
        raise WireError(message)
    return namedtuple(name, fields)(*items)  # noqa: PYI024  the fields are known only now; it refuses what is no identifier


def is_int_enum(kind: type) -> bool:
    """Whether a type is a plain enumeration of integers; one with methods of its own is a student's class."""
    return (
        type(kind) is EnumType
        and kind.__bases__ == (IntEnum,)
        and not any(callable(value) for name, value in vars(kind).items() if not name.startswith("_"))
    )


def make_int_enum(name: object, member: object, value: object) -> object:
    """A member of an enumeration of integers; raises ValueError or TypeError where the parts do not make one."""
    if type(name) is not str or type(member) is not str or type(value) is not int:
        message = "a member of an enumeration has a name and an integer"
        raise WireError(message)
    return IntEnum(name, {member: value})[member]  # type: ignore[index]  # mypy takes the call for a member
