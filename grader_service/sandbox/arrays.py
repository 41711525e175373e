"""NumPy arrays and pandas series and frames, which cross as raw buffers. Used where a process has them loaded.

Nothing is imported here: an environment without them pays nothing, and meets no such value.
"""

import math
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from grader_service.sandbox.values import Tree, Value, WireError, marker

BUFFER: Final = 40
TEXTS: Final = 41
SCALAR: Final = 42
SERIES: Final = 43
FRAME: Final = 44
CODES: Final = frozenset({BUFFER, TEXTS, SCALAR, SERIES, FRAME})
DIMENSIONS: Final = 6
ITEMS: Final = 1024 * 1024
COLUMNS: Final = 500
TEXT_BYTES: Final = 32 * 1024 * 1024
"""Of an array of texts, each of which takes as much as the longest."""

_CHARACTER: Final = 4
"""Bytes that NumPy takes for one."""

_BUFFERED: Final = re.compile(r"[<>|=](?:[biufc]\d{1,2}|[mM]8\[\w{1,3}\])\Z")

Lower = Callable[[Value, int], Tree]
Lift = Callable[[Tree, int], Value]


def _loaded(name: str) -> Any:  # noqa: ANN401  a module whose types are not known here
    return sys.modules.get(name)


def lowered(value: Value, depth: int, lower: Lower) -> Tree:
    """The tree of an array, a scalar of NumPy's, a series or a frame; None for anything else."""
    numpy, pandas = _loaded("numpy"), _loaded("pandas")
    kind = type(value)
    if numpy is not None and kind is numpy.ndarray:
        return _array(value, depth, lower)
    if numpy is not None and issubclass(kind, numpy.generic) and kind.__module__ == "numpy":
        return [marker(SCALAR), _array(numpy.asarray(value), depth, lower)]
    if pandas is not None and kind is pandas.Series:
        name = lower(value.name, depth + 1)
        return [marker(SERIES), name, *_labelled(value.index, depth, lower), _column(value, depth, lower)]
    if pandas is not None and kind is pandas.DataFrame:
        columns = [_column(value.iloc[:, number], depth, lower) for number in range(value.shape[1])]
        return [marker(FRAME), *_labelled(value.columns, depth, lower), *_labelled(value.index, depth, lower), columns]
    return None


def _array(array: Any, depth: int, lower: Lower) -> Tree:  # noqa: ANN401  an array
    shape = list(array.shape)
    if _BUFFERED.match(array.dtype.str):
        return [marker(BUFFER), array.dtype.str, shape, array.tobytes()]
    if array.dtype.kind not in "OU":
        message = f"an array of {array.dtype} cannot cross"
        raise WireError(message)
    if array.nbytes > TEXT_BYTES:
        message = f"an array of texts takes more than {TEXT_BYTES // 1024**2} MiB"
        raise WireError(message)
    return [marker(TEXTS), array.dtype.kind, shape, lower(array.ravel().tolist(), depth + 1)]


def _labelled(index: Any, depth: int, lower: Lower) -> list[Tree]:  # noqa: ANN401  an index
    if index.nlevels > 1:
        message = "a series or frame with labels of several levels cannot cross"
        raise WireError(message)
    return [lower(index.name, depth + 1), _array(index.to_numpy(), depth, lower)]


def _column(series: Any, depth: int, lower: Lower) -> Tree:  # noqa: ANN401  a series
    return _array(series.to_numpy(), depth, lower)


def lifted(code: int, parts: list[Tree], depth: int, lift: Lift) -> Value:
    """The value of such a tree; raises `WireError` or ValueError where the parts do not make one."""
    numpy, pandas = _loaded("numpy"), _loaded("pandas")
    if numpy is None or (code in {SERIES, FRAME} and pandas is None):
        message = "arrays are not known in this environment"
        raise WireError(message)
    return _BUILDERS[code](parts, depth, lift)


def _read(tree: Tree, depth: int, lift: Lift) -> Any:  # noqa: ANN401  an array
    """An array from the tree of one."""
    value = lift(tree, depth + 1)
    if type(value) is not _loaded("numpy").ndarray:
        message = "not an array"
        raise WireError(message)
    return value


def _from_buffer(parts: list[Tree], _depth: int, _lift: Lift) -> Value:
    numpy = _loaded("numpy")
    kind, shape, data = parts
    if type(kind) is not str or not _BUFFERED.match(kind) or type(data) is not bytes:
        message = "not the buffer of an array"
        raise WireError(message)
    dtype = numpy.dtype(kind)
    if math.prod(_shape(shape)) * dtype.itemsize != len(data):
        message = "the buffer does not fit its shape"
        raise WireError(message)
    if dtype.kind == "b":
        return (numpy.frombuffer(data, "u1") != 0).reshape(shape)
    return numpy.frombuffer(data, dtype).reshape(shape).copy()


def _from_items(parts: list[Tree], depth: int, lift: Lift) -> Value:
    numpy = _loaded("numpy")
    kind, shape, tree = parts
    items = lift(tree, depth + 1)
    fits = kind in {"O", "U"} and type(items) is list and math.prod(_shape(shape)) == len(items)
    if not fits or (kind == "U" and not {str}.issuperset(map(type, items))):
        message = "the items do not fit their shape"
        raise WireError(message)
    if kind == "U" and len(items) * max(map(len, items), default=0) * _CHARACTER > TEXT_BYTES:
        message = "the longest text takes too much for each"
        raise WireError(message)
    flat = numpy.empty(len(items), dtype=object)
    flat[:] = items
    return flat.astype(str).reshape(shape) if kind == "U" else flat.reshape(shape)


def _shape(shape: Tree) -> list[int]:
    if type(shape) is not list or len(shape) > DIMENSIONS or not all(type(size) is int and size >= 0 for size in shape):
        message = "not a shape"
        raise WireError(message)
    if math.prod(size or 1 for size in shape) > ITEMS:
        message = "an empty array of that shape is too large"
        raise WireError(message)
    return shape


def _scalar(parts: list[Tree], depth: int, lift: Lift) -> Value:
    [tree] = parts
    return _read(tree, depth, lift)[()]


def _series(parts: list[Tree], depth: int, lift: Lift) -> Value:
    name, label, index, column = parts
    return _loaded("pandas").Series(
        _values(column, depth, lift), index=_index(label, index, depth, lift), name=lift(name, depth + 1)
    )


def _frame(parts: list[Tree], depth: int, lift: Lift) -> Value:
    pandas = _loaded("pandas")
    columns_label, columns, label, index, trees = parts
    if type(trees) is not list or len(trees) > COLUMNS:
        message = f"not the columns of a frame, of which {COLUMNS} may cross"
        raise WireError(message)
    rows = _index(label, index, depth, lift)
    made = [pandas.Series(_values(tree, depth, lift), index=rows) for tree in trees]
    frame = pandas.concat(made, axis=1) if made else pandas.DataFrame(index=rows)
    frame.columns = _index(columns_label, columns, depth, lift)
    return frame


def _index(label: Tree, tree: Tree, depth: int, lift: Lift) -> Any:  # noqa: ANN401  an index
    return _loaded("pandas").Index(_values(tree, depth, lift), name=lift(label, depth + 1))


def _values(tree: Tree, depth: int, lift: Lift) -> Any:  # noqa: ANN401  what pandas makes a column of
    """Of texts a list, so that pandas chooses their type as it did at the other end."""
    values = _read(tree, depth, lift)
    return values.tolist() if values.dtype.kind == "O" else values


_BUILDERS: Final[Mapping[int, Callable[[list[Tree], int, Lift], Value]]] = {
    BUFFER: _from_buffer,
    TEXTS: _from_items,
    SCALAR: _scalar,
    SERIES: _series,
    FRAME: _frame,
}


def is_array(value: Value) -> bool:
    """Whether a value is an array, a series or a frame."""
    numpy, pandas = _loaded("numpy"), _loaded("pandas")
    kinds = ([numpy.ndarray] if numpy else []) + ([pandas.Series, pandas.DataFrame] if pandas else [])
    return type(value) in kinds


def as_lists(value: Value) -> Value:
    """An array as nested lists, a series as a list, a frame as a dictionary of lists; anything else as it is."""
    if not is_array(value):
        return value
    return value.to_dict("list") if hasattr(value, "columns") else value.tolist()


def as_scalar(value: Value) -> Value:
    """A scalar of NumPy's as Python's own number, text or truth; anything else as it is."""
    numpy = _loaded("numpy")
    return value.item() if numpy is not None and isinstance(value, numpy.generic) else value


def follow(old: Value, new: Value) -> None:
    """Let an array, series or frame become what the other side made of it."""
    if type(old) is not _loaded("numpy").ndarray:
        old.__init__(new)
    elif old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
