"""The tests of an assignment: what an author wrote, checked and made into the tests that graders run."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from grader_service.contract import Test
from grader_service.items import Part, split
from grader_service.kinds import unsupported
from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Field, Reader, choice, flag, mapping, number, object_schema
from jupyter_pyprac.authoring.lift import Call, calls
from jupyter_pyprac.authoring.pytext import exception_name, literal, python, quietly
from jupyter_pyprac.authoring.texts import CONTROL, text

BYTES = 512 * 1024
NAME_BYTES = 200
MESSAGE = text(at_most=4000)
FIELDS = {
    "name": Field(text(at_most=NAME_BYTES, form="line"), about="Its name, which students see of hidden tests too."),
    "points": Field(number(0, 1_000_000), about="What it is worth. Without it 1."),
    "hidden": Field(flag, about="Whether students get only its name, its result and its message."),
    "message": Field(MESSAGE, about="What students read if it fails."),
    "group": Field(
        text(at_most=NAME_BYTES, blank=False, form="line"),
        about="All tests of this group earn their points only together.",
    ),
    "shared": Field(flag, about="Whether the code runs in the student's process, which can read and forge it."),
    "compare": Field(choice("equal", "strict"), about="How a value is compared; strict: types must agree too."),
    "score": Field(flag, about="Whether the code leaves a number from 0 to points as partial credit."),
    "call": Field(python(at_most=BYTES, mode="eval"), about="An expression that is evaluated."),
    "expected": Field(literal(at_most=BYTES), about="The value it should have, as a Python literal."),
    "raises": Field(exception_name, about="The exception it should raise."),
    "stdin": Field(text(at_most=BYTES), about="What is typed when the submission runs as a script."),
    "stdout": Field(text(at_most=BYTES), about="What it should print then."),
    "code": Field(python(at_most=BYTES, blank=False), about="Asserts, test functions or unittest classes."),
}
SCORED = {**FIELDS, "code": Field(python(at_most=BYTES, blank=False, mode="body"))}
"""The fields where `score` is true: the code may return the points."""

KINDS = {"call": {"call"}, "stdin and stdout": {"stdin", "stdout"}, "code": {"code"}}
BELONGS = {"expected": "call", "raises": "call", "compare": "call", "score": "code"}
OUTCOMES = ("expected", "raises")
NULL = {"type": "null"}


@quietly()
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
    test = Test(**{"name": "", "points": 1.0, **found})
    sentence = unsupported(test)
    if sentence:
        spot.fault(sentence)
        return ()
    made = tuple(with_message(each, spot) for each in lifted(test))
    return made if len(spot.faults) == before else ()


def with_message(test: Test, spot: Spot) -> Test:
    """The test with its message read, which may have stood behind an assert."""
    message = MESSAGE(test.message or "", spot.field("message"))
    return test if message is FAULTY else msgspec.structs.replace(test, message=message or None)


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
    if kinds[0] == "call" and len(given.intersection(OUTCOMES)) != 1:
        spot.fault("a call needs either what it returns (expected) or what it raises (raises)")
    if kinds[0] == "stdin and stdout" and "stdout" not in given:
        spot.field("stdout").fault("is missing")


def schema() -> dict[str, Any]:
    """The schema of one entry, which is of exactly one kind."""
    return {**object_schema(FIELDS), "oneOf": [kind_schema(kind) for kind in KINDS]}


def kind_schema(kind: str) -> dict[str, Any]:
    """What makes a test be of a kind: the fields it needs, and those of other kinds, which it may not have."""
    others = {name for each, names in KINDS.items() if each != kind for name in names}
    others |= {name for name, owner in BELONGS.items() if owner != kind}
    needed = {"stdin and stdout": "stdout"}.get(kind, kind)
    made: dict[str, Any] = {
        "title": f"a test with {kind}",
        "properties": {needed: {"not": NULL}, **dict.fromkeys(sorted(others), NULL)},
        "required": [needed],
    }
    if kind != "code":
        made["properties"]["shared"] = {"not": {"const": True}}
    if kind == "call":
        made["oneOf"] = [{"properties": {name: {"not": NULL}}, "required": [name]} for name in OUTCOMES]
    return made


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
        names = [numbered(test.name, number) for number in range(1, len(found) + 1)]
    return tuple(as_call(test, name, call, test.points / len(found)) for name, call in zip(names, found, strict=True))


def as_part(test: Test, part: Part, number: int, total: int) -> Test:
    """The test of one method or function; hidden, it is not named after its source."""
    name = cut(re.sub(rf"[{CONTROL}\ud800-\udfff]", "", part.title), NAME_BYTES)
    if test.hidden:
        name = numbered(test.name, number) if test.name and total > 1 else test.name
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


def numbered(name: str, number: int) -> str:
    """The name of one of several tests that share one."""
    ending = f" ({number})"
    return cut(name, NAME_BYTES - len(ending)) + ending


def cut(name: str, at_most: int) -> str:
    """As much of a name as so many bytes hold."""
    return name.encode()[:at_most].decode(errors="ignore").strip()


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


entry = Reader(read, schema())
