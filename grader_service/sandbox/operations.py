"""What may be done with a student's objects besides getting attributes and calling, by name."""

import copy
import dataclasses
import operator
from collections.abc import Callable, Mapping
from typing import Final

from grader_service.sandbox.values import Value


def _wait_for(coroutine: Value) -> Value:
    import asyncio  # noqa: PLC0415  it brings much along, which every fork would have to copy

    async def wait() -> Value:
        return await coroutine

    return asyncio.run(wait())


def _leave(manager: Value, error: Value, text: str = "") -> Value:
    """End a `with` block that raised: an exception of this side, or a builtin one with this text."""
    error = error(text) if isinstance(error, type) else error
    return type(manager).__exit__(manager, type(error), error, error.__traceback__)


OPERATIONS: Final[Mapping[str, Callable[..., Value]]] = {
    name: getattr(operator, name)
    for name in (
        "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor",
        "neg", "pos", "abs", "invert", "index", "eq", "ne", "lt", "le", "gt", "ge", "contains",
        "getitem", "setitem", "delitem", "iadd", "isub", "imul",
    )
} | {
    "len": len, "bool": bool, "hash": hash, "int": int, "float": float, "complex": complex, "str": str, "repr": repr,
    "iter": iter, "reversed": reversed, "isinstance": isinstance, "issubclass": issubclass, "round": round,
    "divmod": divmod, "format": format, "setattr": setattr, "delattr": delattr, "next": next, "dir": dir,
    "bytes": bytes, "copy": copy.copy, "deepcopy": copy.deepcopy, "await": _wait_for,
    "leave": _leave, "fields": dataclasses.fields, "asdict": dataclasses.asdict, "astuple": dataclasses.astuple,
    "replace": lambda value, changes: dataclasses.replace(value, **changes),
}  # fmt: skip
