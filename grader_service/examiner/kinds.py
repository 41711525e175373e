"""`isinstance` and `issubclass` as tests have them: what an object of the student's is, its own side tells.

Of values that cross it tells nothing: whoever sees an `int` goes on to judge it as one, and an object of the student's
would do its arithmetic itself.
"""

import builtins
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Final

from grader_service.examiner.handles import exact, is_remote, type_of
from grader_service.examiner.likepytest import NotOffered
from grader_service.examiner.units import NAME
from grader_service.sandbox.values import MAPPINGS, SCALARS, SETS, Value

_CROSSING: Final = frozenset({*SCALARS, *SETS, *MAPPINGS, defaultdict, deque})


def place(kind: object) -> str | None:
    """Where the student's side finds a class of Python's own, as a name or as `module:name`; None for any other."""
    if not isinstance(kind, type):
        return None
    module, name = kind.__module__, kind.__qualname__
    if vars(builtins).get(name) is kind:
        return name
    if module.partition(".")[0] not in sys.stdlib_module_names - {NAME}:
        return None
    return f"{module}:{name}" if getattr(sys.modules.get(module), name, None) is kind else None


def is_instance(value: Value, kinds: Value) -> bool:
    """Whether it is one; of an object of the student's as far as that proves nothing."""
    if isinstance(kinds, tuple | UnionType):
        return any(is_instance(value, kind) for kind in _each(kinds))
    if not is_remote(value) or is_remote(kinds) or place(kinds) is None:
        return isinstance(value, kinds)
    if not _knows_methods(kinds) and isinstance(value, kinds):  # a function or a class, as `inspect` asks it
        return True
    told = exact(value, "isinstance", bool, kinds)
    if told and _is_judged(kinds):
        message = (
            f"a {type_of(value)} of the submission is no {kinds.__name__} of the test's, whatever it says:"
            " take issubclass(submission.C, ...), or a shared test"
        )
        raise NotOffered(message)
    return told


def is_subclass(kind: Value, kinds: Value) -> bool:
    """Whether a class descends from another one, or from one of several."""
    if isinstance(kinds, tuple | UnionType):
        return any(is_subclass(kind, each) for each in _each(kinds))
    if not is_remote(kind) or is_remote(kinds) or place(kinds) is None:
        return issubclass(kind, kinds)
    return exact(kind, "issubclass", bool, kinds)


FUNCTIONS: Final[Mapping[str, Callable[..., bool]]] = {"isinstance": is_instance, "issubclass": is_subclass}


def _knows_methods(kind: type) -> bool:
    """Whether its objects are known by methods, of which a stand-in has all."""
    return kind.__module__ == "collections.abc"


def _each(kinds: Value) -> tuple[Value, ...]:
    return kinds if isinstance(kinds, tuple) else kinds.__args__


def _is_judged(kind: type) -> bool:
    """Whether what is one of these is taken for a value."""
    is_value = kind in vars(builtins).values() and not issubclass(kind, BaseException)
    return is_value or kind in _CROSSING or kind.__module__ == "numbers"
