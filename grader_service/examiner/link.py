"""Values to and from one student's process: what is lent there, what is borrowed here, and functions called back."""

import builtins
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import RLock
from types import TracebackType
from typing import Any, Final

from grader_service.examiner.errors import StudentError, checked_report, knows, lent_of, name_of, report_of
from grader_service.examiner.handles import is_callable, is_remote, reference, type_of
from grader_service.examiner.lending import Lending
from grader_service.examiner.likepytest import NoAnswer, NotOffered
from grader_service.examiner.replaced import Input, functions
from grader_service.examiner.shapes import remote
from grader_service.examiner.student import Student
from grader_service.sandbox import arrays
from grader_service.sandbox.codec import Lifting, Lowering
from grader_service.sandbox.values import BUILTIN, CALLBACK, HANDLE, NAMED, Tree, Value, WireError, marker

REFERENCE_LENGTH: Final = 200
ANSWERS: Final = 20
"""So many of the last answers are known with the line that gave them."""

TEXT: Final = 500
_QUESTIONS: Final = frozenset({"isinstance", "issubclass", "hash"})
"""What is asked about an object, by a set for one, which is no answer of the submission's."""


class Link:
    """Calls and attributes of one student's process, in values rather than trees."""

    def __init__(self, student: Student) -> None:
        self.student = student
        self.last: Value = None
        self.last_steps: Mapping[int, int] = {}
        """By the line of a `with` of the test, that of the last step of its block, which alone may fail unnoticed."""
        self._answers: deque[tuple[Value, int | None]] = deque(maxlen=ANSWERS)
        self._stdin: str | None = None
        self._input = Input()
        self._proxies: dict[int, Value] = {}
        self._turn = RLock()
        self._lending = Lending(self)
        student.on_callback(self._answer)
        student.errors.on_attribute(self._attribute)

    def feed(self, stdin: str | None) -> None:
        """What the next call finds on its standard input."""
        self._stdin = stdin

    def call(self, target: Tree, arguments: tuple[Value, ...], names: Mapping[str, Value]) -> Value:
        """Call something of the student's; objects that it changes in place are changed here as well."""
        given = [*arguments, *names.values()]
        stdin, self._stdin = self._stdin if self._stdin is not None else self._input.text(), None
        standing = [[name, self._lending.callback(function)] for name, function in functions()]
        sent = self._lending.lowered(given)
        parts = self._ask("call", target, sent, list(names), stdin, *([standing] if standing else []))
        value = self._take(parts)
        self._follow(given, parts)
        return self._answered(self._own(value, given, parts))

    def exception(self, name: str, ancestry: Sequence[str]) -> type[StudentError]:
        """A class of exceptions that the submission names, whose exceptions are made there."""
        kind = self.student.errors.of(ancestry)
        if name_of(kind) is None:
            knows(kind, name, partial(self._made, name, ancestry))
        return kind

    def _made(
        self, name: str, ancestry: Sequence[str], arguments: tuple[Value, ...], names: Mapping[str, Value]
    ) -> Value:
        made = self.call([marker(HANDLE), name], arguments, names)
        if not is_remote(made):
            return made
        lent = [*reference(made)[1], type_of(made), is_callable(made)]
        return self.student.errors.made(checked_report([*ancestry], str(made)[:TEXT], [], [[], [], []]), lent)

    def line_of(self, value: Value) -> int | None:
        """The line of the submission that gave a value; that of its last answer where the value is none of these."""
        return next((line for answer, line in reversed(self._answers) if answer is value), self.student.line)

    def get(self, target: Tree, name: str) -> Value:
        """An attribute."""
        return self._take(self._ask("get", target, name))

    def operate(self, operation: str, *operands: Value) -> Value:
        """An operation of the guest's table."""
        ask = self._request if operation == "next" else self._ask
        before = self.last, self.student.line
        value = self._take(ask("operate", operation, self._lending.lowered(operands)))
        if operation in _QUESTIONS:
            self.last, self.student.line = before
        return value

    def leave(self, manager: Value, error: BaseException | None, trace: TracebackType | None, line: int | None) -> bool:
        """Leave the block of the `with` on that line of the test; whether its exception is passed over.

        What an assert says is not for the student to hear or to pass over, nor may one be left out in this way. So
        none is passed over in a block of other code, which keeps the manager for a test as an `ExitStack` does.
        """
        if error is None or (isinstance(error, AssertionError) and not isinstance(error, StudentError)):
            self.get(reference(manager)[1], "__exit__")(None, None, None)
            return False
        if isinstance(error, StudentError):
            passed_over = self.operate("leave", manager, error)
        else:
            kind = next(base for base in type(error).__mro__ if base.__module__ == "builtins")
            passed_over = self.operate("leave", manager, kind, str(error))
        last = None if line is None else self.last_steps.get(line)
        return bool(passed_over) and (trace is None or (last is not None and last <= trace.tb_lineno))

    def pull(self, target: Tree, count: int) -> list[Value]:
        """Up to so many items of an iterator."""
        items = self._take(self._request("pull", target, count))
        with self.student.distrust():
            return [*items[:count]]

    def _ask(self, name: str, *parts: Tree) -> list[Tree]:
        """Ask for what is no item of an iterator: a StopIteration must not end a loop of the test's."""
        try:
            return self._request(name, *parts)
        except (StopIteration, StopAsyncIteration) as error:  # as in a generator
            kind = self.student.errors.of(["RuntimeError"])
            raise kind(report_of(error)) from None  # type: ignore[arg-type]  # the student's: a class of both

    def _request(self, name: str, *parts: Tree) -> list[Tree]:
        """Ask, one thread of the test's after the other."""
        try:
            with self._turn:
                return self.student.request(name, *parts)
        except WireError as error:  # of what is sent: for what comes back its process is ended
            raise NotOffered(str(error)) from None

    def _take(self, parts: list[Tree]) -> Value:
        with self.student.distrust():
            tree, line, *_ = parts
        self.student.line = line if type(line) is int else self.student.line
        return self._answered(self._lift(tree))

    def _answered(self, value: Value) -> Value:
        self.last = value
        self._answers.append((value, self.student.line))
        return value

    def _lift(self, tree: Tree) -> Value:
        with self.student.distrust():
            return Lifting(self._borrow).lift(tree)

    def _follow(self, given: list[Value], parts: list[Tree]) -> None:
        with self.student.distrust():
            for position, tree in parts[2]:
                old, new = given[position], Lifting(self._borrow).lift(tree)
                if type(old) is not type(new):
                    continue
                if type(old) in _REPLACE:
                    _REPLACE[type(old)](old, new)
                elif arrays.is_array(old):
                    arrays.follow(old, new)

    def _own(self, value: Value, given: list[Value], parts: list[Tree]) -> Value:
        """What a call returned: the test's own object where it is that of an argument, so that `is` holds."""
        with self.student.distrust():
            place = parts[3]
            if type(place) is not int:
                return value
            return given[place] if type(given[place]) in _REPLACE else value

    def _borrow(self, code: int, parts: list[Any]) -> Value:
        if code == CALLBACK:
            return self._lending.taken_back(parts[0])
        if code == BUILTIN and type(parts[0]) is str and parts[0] in NAMED:
            return vars(builtins)[parts[0]]
        if code != HANDLE or list(map(type, parts)) != [int, str, bool]:
            message = "not a handle"
            raise WireError(message)
        number, type_name, can_be_called = parts
        return self._proxy(number, type_name[:REFERENCE_LENGTH], can_be_called)

    def _proxy(self, number: int, type_name: str, can_be_called: bool) -> Value:  # noqa: FBT001  one of three facts
        """What is one object there is one here too, so that `is` holds."""
        known = self._proxies.get(number)
        if known is None or (type_of(known), is_callable(known)) != (type_name, can_be_called):
            known = self._proxies[number] = remote(self, [marker(HANDLE), number], type_name, can_be_called)
        return known

    def _attribute(self, lent: Tree, name: str) -> Value:
        """An attribute of an exception that was raised there."""
        with self.student.distrust():
            error = self._borrow(HANDLE, lent[1:])
        return self.get(reference(error)[1], name)

    def _answer(self, call: list[Tree]) -> list[Tree]:
        """Answer a call of one of the test's functions."""
        number, arguments, names = call
        values = Lifting(self._borrow).lift(arguments)
        split = len(values) - len(names)
        try:
            result = self._lending.taken_back(number)(*values[:split], **dict(zip(names, values[split:], strict=True)))
            return ["answer", Lowering(self._lending.lend).lower(result)]
        except StudentError as error:
            lent = lent_of(error)
            return ["rethrew", lent[:2]] if type(lent) is list else ["threw", "Exception", str(error)[:TEXT]]
        except (Exception, NoAnswer) as error:  # noqa: BLE001  whatever it raised is the student's code's to see
            kind = next((base for base in type(error).__mro__ if base.__module__ == "builtins"), Exception)
            return ["threw", kind.__name__, str(error)[:TEXT]]


def _replace_items(old: list[Value], new: list[Value]) -> None:
    old[:] = new


def _replace_content(old: Value, new: Value) -> None:
    old.clear()
    old.update(new)


def _replace_queue(old: deque[Value], new: deque[Value]) -> None:
    old.clear()
    old.extend(new)


_REPLACE: Final[Mapping[type, Callable[[Any, Any], None]]] = {
    list: _replace_items,
    bytearray: _replace_items,
    dict: _replace_content,
    set: _replace_content,
    deque: _replace_queue,
}
