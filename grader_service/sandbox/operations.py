"""What may be done with a student's objects besides getting attributes and calling, by name."""

import operator
from collections.abc import Callable, Mapping
from typing import Final

from grader_service.sandbox.values import Value

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
    "bytes": bytes,
}  # fmt: skip
