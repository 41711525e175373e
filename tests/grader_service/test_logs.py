"""Lines of the log: what they are about goes with them, for people and for programs."""

import asyncio
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.logs import Json, Text, about, speak_of

log = logging.getLogger("grader_service.of_tests")


class Kept(logging.Handler):
    """What was logged, formatted in the moment in which it was."""

    def __init__(self, formatter):
        super().__init__()
        self.setFormatter(formatter)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def kept(request):
    handler = Kept(request.param())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)


as_text = pytest.mark.parametrize("kept", [Text], indirect=True)
as_json = pytest.mark.parametrize("kept", [Json], indirect=True)


@as_text
def test_what_a_line_is_about_stands_at_its_end(kept):
    with about(job_id="1"):
        log.info("graded: %s", "passed", extra={"milliseconds": 3})
    log.info("reading the queue")
    inside, outside = kept.lines
    assert inside.endswith(f"INFO {log.name} graded: passed [job_id=1 milliseconds=3]")
    assert outside.endswith("reading the queue")


@as_json
def test_what_a_line_is_about_are_names_in_its_object(kept):
    with about(job_id="1"):
        log.info("graded: %s", "passed", extra={"milliseconds": 3})
    log.info("reading the queue")
    inside, outside = map(json.loads, kept.lines)
    assert inside.pop("time").endswith("+00:00")
    told = {"level": "info", "logger": log.name, "message": "graded: passed", "job_id": "1", "milliseconds": 3}
    assert inside == told
    assert "job_id" not in outside


@as_json
async def test_tasks_keep_what_they_were_begun_for(kept):
    async def request(name):
        speak_of(request_id=name)
        await asyncio.sleep(0)
        log.info("of %s", name)

    await asyncio.gather(*(asyncio.create_task(request(name)) for name in ("one", "two")))
    log.info("of nobody")
    found = [(line["message"], line.get("request_id")) for line in map(json.loads, kept.lines)]
    assert found == [("of one", "one"), ("of two", "two"), ("of nobody", None)]


@as_json
def test_an_error_is_one_line_of_json(kept):
    try:
        int("first\nsecond")
    except ValueError:
        log.exception("it failed")
    [line] = kept.lines
    assert "\n" not in line
    assert "ValueError: " in json.loads(line)["error"]


@given(st.text(st.characters()))
def test_any_text_is_one_line_of_json(text):
    record = logging.makeLogRecord({"msg": "%s", "args": (text,), "viewer": text})
    line = Json().format(record)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert (json.loads(line)["message"], json.loads(line)["viewer"]) == (text, text)
