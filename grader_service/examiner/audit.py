"""While a test runs, Python itself refuses whatever would run text or bytes that a submission could have written.

An audit hook hears of them however a test comes to run them: by `builtins.eval`, `typing.get_type_hints`, `doctest`,
`timeit` or `pickle`. What stands in the test itself is run as ever.
"""

import sys
from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from grader_service.examiner import evaluated, guarded
from grader_service.examiner.asserts import FILE
from grader_service.sandbox.values import MAPPINGS, SCALARS, SETS

_BUILDERS: Final = frozenset({"ast", "collections", "dataclasses", "unittest.mock", evaluated.__name__})
"""Modules that compile nothing but what they have made of names that they checked, or do not run it."""

_IMPORTERS: Final = frozenset({"importlib._bootstrap", "importlib._bootstrap_external"})
_PICKLED: Final = frozenset(
    (kind.__module__, kind.__name__) for kind in (*SCALARS, *SETS, *MAPPINGS, defaultdict, deque)
)
"""Classes of values that cross, which do nothing when they are made."""


class Auditor:
    """Hears of what is about to be run; Python keeps a hook for good, so that one serves a process."""

    def __init__(self) -> None:
        self._own: frozenset[str] | None = None
        self._hears = False

    @contextmanager
    def own_text_only(self, texts: Collection[str]) -> Iterator[None]:
        """Refuse to run any other text meanwhile; what is refused raises `NotOffered`."""
        if not self._hears:
            sys.addaudithook(self._hear)
            self._hears = True
        self._own = frozenset({"pass", *(text.strip() for text in texts)})
        try:
            yield
        finally:
            self._own = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._own is None or event not in _REFUSED:
            return
        if event == "pickle.find_class":
            allowed = arguments in _PICKLED
        else:
            allowed = _is_checked(sys._getframe(1)) or (event == "compile" and self._is_own(arguments[0]))  # noqa: SLF001  who runs it
        if not allowed:
            evaluated.refuse()

    def _is_own(self, text: object) -> bool:
        """Whether it is a text of the test, or two of them, as `timeit` puts them one behind the other."""
        text = text.decode(errors="replace") if isinstance(text, bytes) else text
        if not isinstance(text, str) or self._own is None:
            return False
        text = text.strip()
        return text in self._own or any(text.removesuffix(f"\n{own}") in self._own for own in self._own)


_REFUSED: Final = frozenset({"compile", "marshal.loads", "pickle.find_class"})
_AUDITOR: Final = Auditor()


@contextmanager
def own_text_only(texts: Collection[str]) -> Iterator[None]:
    """Let nothing but the test's own text run here."""
    with guarded.in_place(texts), _AUDITOR.own_text_only(texts):
        yield


def _is_checked(frame: FrameType) -> bool:
    """Whether a library runs what it has made itself, or a module is being imported."""
    if frame.f_globals.get("__name__") in _BUILDERS:
        return True
    if frame.f_globals.get("__name__") == "timeit" and "src" in frame.f_locals:
        return True  # that is made of what it compiled before, to see whether it is whole
    above: FrameType | None = frame
    while above and above.f_code.co_filename != FILE:
        if above.f_globals.get("__name__") in _IMPORTERS:
            return True
        above = above.f_back
    return False
