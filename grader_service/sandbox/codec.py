"""Values into trees that MessagePack writes, and back, under caps; used on both sides and believing neither.

`lend` answers for a value that has to stay where it is, `borrow` for one that was lent.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

from grader_service.sandbox import arrays, values
from grader_service.sandbox.values import PLAIN, Budget, Tree, Value, WireError, check_depth, marker, marker_code

Lend = Callable[[object], list[Tree]]
Borrow = Callable[[int, list[Any]], object]


class _NotHashed(WireError):
    """Too many handles among the keys of a mapping or in a set make a handle of the whole container."""


def refuse_to_lend(value: object) -> list[Tree]:
    """A `lend` for where nothing is lent."""
    message = f"a {type(value).__name__} cannot cross"
    raise WireError(message)


def refuse_borrowed(code: int, parts: list[Any]) -> object:
    """A `borrow` for where nothing is lent."""
    message = f"a handle cannot be here ({code}, {len(parts)} parts)"
    raise WireError(message)


def _refuse_item(_: object) -> list[Tree]:
    raise _NotHashed


class Lowering:
    """Writes the values of one message, under one budget."""

    def __init__(self, lend: Lend = refuse_to_lend) -> None:
        self._lend = self._lend_item = lend
        self._lent_keys = 0
        self._budget = Budget()

    def lower(self, value: Value, depth: int = 0) -> Tree:
        """The tree of a value.

        Raises:
            WireError: too large, too deep, or of a type that cannot cross.
        """
        kind = type(value)
        if kind in PLAIN:
            return value
        check_depth(depth)
        if kind is list:
            return self._items(value, depth)
        if kind is tuple:
            return [marker(values.TUPLE), *self._items(value, depth)]
        try:
            return self._scalar(kind, value) or self._hashing(kind, value, depth) or self._other(kind, value, depth)
        except _NotHashed:
            return self._lend(value)

    def _items(self, items: Iterable[Any], depth: int) -> list[Tree]:
        items = list(items)
        self._budget.nodes(len(items))
        if PLAIN.issuperset(map(type, items)):
            return items
        return [self.lower(item, depth + 1) for item in items]

    def _scalar(self, kind: type, value: Value) -> Tree:
        row = values.SCALARS.get(kind)
        if row is None or (kind in {datetime, time} and not values.is_fixed(value)):
            return None
        if kind is slice and not values.is_counted(value):
            return None
        return [marker(row.code), *row.apart(value)]

    def _keys(self, keys: Iterable[Any], depth: int) -> list[Tree]:
        lend, self._lend = self._lend, self._lend_key
        try:
            lowered = self._items(keys, depth)
        finally:
            self._lend = lend
        self._budget.hashed(len(lowered))
        return lowered

    def _lend_key(self, value: object) -> list[Tree]:
        """The handle of a key, which whoever reads it asks for its hash."""
        self._lent_keys += 1
        if self._lent_keys > values.LENT_KEYS:
            raise _NotHashed
        return self._lend_item(value)

    def _pairs(self, value: dict[Any, Any], depth: int) -> list[Tree]:
        return [self._keys(dict.keys(value), depth), self._items(dict.values(value), depth)]

    def _hashing(self, kind: type, value: Value, depth: int) -> Tree:
        if kind in values.MAPPINGS:
            return [marker(values.MAPPINGS[kind]), *self._pairs(value, depth)]
        if kind is MappingProxyType:  # what a class has
            return [marker(values.DICT), *self._pairs({**value}, depth)]
        if kind in values.SETS:
            return [marker(values.SETS[kind]), *self._keys(value, depth)]
        if kind is defaultdict:
            factory = values.factory_name(value.default_factory)
            return [marker(values.DEFAULTDICT), factory, *self._pairs(value, depth)]
        return None

    def _other(self, kind: type, value: Value, depth: int) -> Tree:
        if kind is deque:
            return [marker(values.DEQUE), value.maxlen, *self._items(value, depth)]
        if values.is_namedtuple(kind):
            fields = list(vars(kind)["_fields"])
            return [marker(values.NAMEDTUPLE), kind.__name__, fields, *self._items(tuple.__iter__(value), depth)]
        if values.is_int_enum(kind):
            return [marker(values.INT_ENUM), kind.__name__, value.name, int(value)]
        lend, self._lend = self._lend, _refuse_item
        try:
            lowered = arrays.lowered(value, depth, self.lower)
        finally:
            self._lend = lend
        return lowered or self._lend(value)


class Lifting:
    """Reads the values of one message, under one budget."""

    def __init__(self, borrow: Borrow = refuse_borrowed) -> None:
        self._borrow = borrow
        self._budget = Budget()
        self._keyed = 0

    def lift(self, tree: Tree, depth: int = 0) -> Value:
        """The value of a tree.

        Raises:
            WireError: too large, too deep, or not what `Lowering` writes.
        """
        kind = type(tree)
        if kind in PLAIN:
            return tree
        check_depth(depth)
        if kind is not list:
            message = f"a {kind.__name__} is no value"
            raise WireError(message)
        code = marker_code(tree[0]) if tree else None
        if code is None:
            return self._items(tree, depth)
        try:
            return self._marked(code, tree[1:], depth)
        except WireError:
            raise
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
            message = f"the parts do not make a value: {type(error).__name__}"
            raise WireError(message) from error

    def _items(self, tree: list[Tree], depth: int) -> list[Any]:
        self._budget.nodes(len(tree))
        if PLAIN.issuperset(map(type, tree)):
            return tree.copy()  # what came stays as it came, whatever is done to the value
        return [self.lift(item, depth + 1) for item in tree]

    def _keys(self, tree: Tree, depth: int) -> list[Any]:
        if type(tree) is not list:
            message = "keys are a list"
            raise WireError(message)
        self._budget.hashed(len(tree))
        self._keyed += 1
        try:
            return self._items(tree, depth)
        finally:
            self._keyed -= 1

    def _pairs(self, keys: Tree, items: Tree, depth: int) -> dict[Any, Any]:
        if type(items) is not list:
            message = "the values of a mapping are a list"
            raise WireError(message)
        return dict(zip(self._keys(keys, depth), self._items(items, depth), strict=True))

    def _marked(self, code: int, parts: list[Tree], depth: int) -> Value:
        if code in values.LENT:
            return self._borrow(code, self._items(parts, depth))
        if code == values.TUPLE:
            return tuple(self._items(parts, depth))
        if code in values.SET_BUILDERS:
            return values.SET_BUILDERS[code](self._keys(parts, depth))
        if code in values.MAPPING_BUILDERS:
            keys, items = parts
            return values.MAPPING_BUILDERS[code](self._pairs(keys, items, depth))
        if code == values.DEFAULTDICT:
            name, keys, items = parts
            factory = None if name is None else values.FACTORIES.get(name)
            return defaultdict(factory, self._pairs(keys, items, depth))
        return self._scalar_or_made(code, parts, depth)

    def _scalar_or_made(self, code: int, parts: list[Tree], depth: int) -> Value:
        if code in arrays.CODES:
            borrow, self._borrow = self._borrow, refuse_borrowed
            try:
                return arrays.lifted(code, parts, depth, self.lift)
            finally:
                self._borrow = borrow
        items = self._items(parts, depth)
        if code in values.SCALARS_BY_CODE:
            row = values.SCALARS_BY_CODE[code]
            self._budget.hashed(row.dear if self._keyed else 0)
            return row.build_from(items)
        if code == values.BIG_INT:
            return values.read_big_int(items)
        if code == values.DEQUE:
            return deque(items[1:], items[0])
        self._budget.made()
        if code == values.NAMEDTUPLE:
            return values.make_namedtuple(items[0], items[1], items[2:])
        if code == values.INT_ENUM:
            return values.make_int_enum(*items)
        message = f"{code} is no kind of value"
        raise WireError(message)
