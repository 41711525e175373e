"""The tests of an assignment: what an author wrote, checked and made into the tests that graders run."""

from collections.abc import Iterable
from typing import Any

import msgspec

from grader_service.contract import Test
from grader_service.items import Part, split
from grader_service.kinds import unsupported
from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import Field, choice, flag, mapping, number, text
from jupyter_pyprac.authoring.lift import Call, calls
from jupyter_pyprac.authoring.pytext import exception_name, literal, python

BYTES = 512 * 1024
FIELDS = {
    "name": Field(text(at_most=200, one_line=True)),
    "points": Field(number(0, 1_000_000)),
    "hidden": Field(flag),
    "message": Field(text(at_most=4000)),
    "group": Field(text(at_most=200, blank=False, one_line=True)),
    "shared": Field(flag),
    "compare": Field(choice("equal", "strict")),
    "score": Field(flag),
    "call": Field(python(at_most=BYTES, mode="eval")),
    "expected": Field(literal(at_most=BYTES)),
    "raises": Field(exception_name),
    "stdin": Field(text(at_most=BYTES)),
    "stdout": Field(text(at_most=BYTES)),
    "code": Field(python(at_most=BYTES, blank=False)),
}
SCORED = {**FIELDS, "code": Field(python(at_most=BYTES, blank=False, mode="body"))}
"""The fields where `score` is true: the code may return the points."""
KINDS = {"call": {"call"}, "stdin and stdout": {"stdin", "stdout"}, "code": {"code"}}
BELONGS = {"expected": "call", "raises": "call", "compare": "call", "score": "code"}


def read(value: Any, spot: Spot) -> tuple[Test, ...]:  # noqa: ANN401  unread JSON
    """The tests that one entry makes: more than one where it is several asserts, none where it is faulty."""
    before = len(spot.faults)
    found = mapping(value, SCORED if isinstance(value, dict) and value.get("score") is True else FIELDS, spot)
    if isinstance(value, dict):
        check_kind({name for name in value if value[name] is not None}, spot)
    if len(spot.faults) > before:
        return ()
    if "stdout" in found:
        found.setdefault("stdin", "")
    test = Test(**{"name": "", "points": 1.0, **found, "message": found.get("message") or None})
    sentence = unsupported(test)
    if sentence:
        spot.fault(sentence)
        return ()
    return lifted(test)


def check_kind(given: set[str], spot: Spot) -> None:
    """Note what keeps a test from being of exactly one kind."""
    kinds = [kind for kind, names in KINDS.items() if names & given]
    if len(kinds) != 1:
        told = f"is {' and '.join(kinds)} at once" if kinds else "says nothing to test"
        spot.fault(f"{told}: a test has a call, or stdin and stdout, or code")
        return
    for name in sorted(given & BELONGS.keys()):
        if BELONGS[name] != kinds[0]:
            spot.field(name).fault(f"belongs to a test with {BELONGS[name]}")
    if kinds[0] == "call" and len(given & {"expected", "raises"}) != 1:
        spot.fault("a call needs either what it returns (expected) or what it raises (raises)")
    if kinds[0] == "stdin and stdout" and "stdout" not in given:
        spot.field("stdout").fault("is missing")


def lifted(test: Test) -> tuple[Test, ...]:
    """The test itself, or the tests that its methods, functions or asserts are; they share its points equally."""
    if not test.code or test.score:
        return (test,)
    parts = split(test.code)
    if parts:
        return tuple(as_part(test, part, number, len(parts)) for number, part in enumerate(parts, start=1))
    found = None if test.shared else calls(test.code)
    if not found:
        return (test,)
    names = [test.name] * len(found)
    if test.name and len(found) > 1:
        names = [f"{test.name} ({number})" for number in range(1, len(found) + 1)]
    return tuple(as_call(test, name, call, test.points / len(found)) for name, call in zip(names, found, strict=True))


def as_part(test: Test, part: Part, number: int, total: int) -> Test:
    """The test of one method or function; hidden, it is not named after its source."""
    name = part.title
    if test.hidden:
        name = f"{test.name} ({number})" if test.name and total > 1 else test.name
    return msgspec.structs.replace(test, name=name, points=test.points / total, code=part.code)


def as_call(test: Test, name: str, call: Call, points: float) -> Test:
    """A call test in place of one assert of a code test."""
    return msgspec.structs.replace(
        test,
        name=name,
        points=points,
        message=call.message or test.message,
        code=None,
        call=call.call,
        expected=call.expected,
        compare="strict" if call.strict else "equal",
    )


def arranged(tests: Iterable[Test]) -> tuple[Test, ...]:
    """Visible tests first, then hidden ones, each with a name; a hidden one is never named after its source."""
    every = list(tests)
    visible = named([test for test in every if not test.hidden], "Test")
    return visible + named([test for test in every if test.hidden], "Hidden test")


def named(tests: list[Test], word: str) -> tuple[Test, ...]:
    """The tests with a name where one had none."""
    return tuple(
        test if test.name else msgspec.structs.replace(test, name=f"{word} {number}")
        for number, test in enumerate(tests, start=1)
    )
