import json
import re

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.cli import main as cli
from tests.jupyter_pyprac.authoring.bundles import bundles, damaged

SCHEMA = Draft202012Validator(bundle.schema())
BEYOND = re.compile(
    "not valid Python|nested too deeply|not a Python literal|bytes long|bytes together|too large for|is the slug of"
    "|two files are named|half a character|not later than|not offered|such as 2026|in base64|plain file name"
    "|exception class|score goes with|no test method|make .* tests|NUL character"
)
"""What a schema cannot say, or says otherwise: to JSON Schema, NUL is a sign like any other."""


def refusals(data):
    faults = []
    bundle.build(data, faults)
    return [str(fault) for fault in faults]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(bundle.schema())
    json.dumps(bundle.schema())


def test_it_accepts_the_example_course():
    course = example_course()
    data = bundle.write(course.course, course.assignments, course.files)
    assert SCHEMA.is_valid(json.loads(json.dumps(data)))


@given(bundles() | damaged())
@settings(max_examples=300)
def test_what_the_reader_accepts_the_schema_accepts_and_what_it_can_say_both_refuse(data):
    refused = refusals(data)
    if SCHEMA.is_valid(data):
        assert [reason for reason in refused if not BEYOND.search(reason)] == []
    else:
        assert refused


def places(schema, path=()):
    """Where each field of an object in the schema is, with its own schema."""
    for name, field in schema.get("properties", {}).items():
        (inner, *_) = [each for each in field.get("anyOf", [field]) if each != {"type": "null"}]
        yield (*path, name), inner
        yield from places(inner, (*path, name))
        yield from places(inner.get("items", {}), (*path, name, 0))


def minimal():
    test = {"call": "f()", "expected": "1"}
    files = [{"name": "a", "base64": ""}]
    assignment = {"slug": "a", "title": "a", "handout": "a", "tests": [test], "files": files, "limits": {}}
    assignment["wrong_solutions"] = [{"name": "a", "code": "a"}]
    return {
        "format": bundle.FORMAT,
        "course": {"slug": "a", "title": "a"},
        "assignments": [assignment],
    }


@pytest.mark.parametrize("path", [path for path, _ in places(bundle.schema())], ids=str)
@pytest.mark.parametrize("value", [[3], {"x": 3}], ids=["list", "object"])
def test_every_field_is_held_to_its_kind_by_both(path, value):
    data = minimal()
    assert SCHEMA.is_valid(data)
    assert refusals(data) == []
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not SCHEMA.is_valid(data)
    assert refusals(data)


@pytest.mark.parametrize(
    "test",
    [
        {},
        {"call": "f()"},
        {"call": "f()", "expected": "1", "raises": "E"},
        {"call": "f()", "expected": "1", "code": "assert 1"},
        {"call": "f()", "expected": "1", "shared": True},
        {"call": "f()", "expected": "1", "score": False},
        {"stdin": "x"},
        {"stdin": "x", "stdout": "y", "expected": "1"},
        {"code": "assert 1", "compare": "equal"},
        {"code": "assert 1", "stdin": ""},
        {"stdout": "y", "shared": True},
    ],
)
def test_a_test_of_no_kind_or_of_two_is_refused_by_both(test):
    data = minimal()
    data["assignments"][0]["tests"] = [test]
    assert not SCHEMA.is_valid(data)
    assert refusals(data)


@pytest.mark.parametrize(
    "test",
    [
        {"call": "f()", "expected": "1", "code": None, "shared": False},
        {"call": "f()", "raises": "E", "expected": None, "compare": "strict"},
        {"stdout": "x", "call": None, "score": None},
        {"code": "1", "score": True, "shared": True},
    ],
)
def test_null_stands_for_what_is_left_out_in_both(test):
    data = minimal()
    data["assignments"][0]["tests"] = [test]
    assert refusals(data) == []
    assert SCHEMA.is_valid(data)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_prints_it(capsys, options):
    assert cli.main(["schema", *options]) == 0
    assert json.loads(capsys.readouterr().out) == bundle.schema()
