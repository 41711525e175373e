"""The process for the hidden tests loads the submission while visible tests run."""

import os
import socket
from collections.abc import Callable

import pytest

from grader_service.contract import Limits
from grader_service.examiner import control
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.processes import SandboxError

OK = {"call": "ok()", "expected": "1"}
HIDDEN = OK | {"hidden": True}


@pytest.fixture
def twice(tmp_path) -> Callable[[str], str]:
    """A submission that knows, where nothing but resources is limited, whether it is loaded for the second time."""
    marks = {"one": str(tmp_path / "one"), "two": str(tmp_path / "two")}

    def code(rest: str) -> str:
        return (
            f"import os\nONE, TWO = {marks['one']!r}, {marks['two']!r}\n"
            "again = os.path.exists(ONE)\nopen(TWO if again else ONE, 'w').close()\n"
            f"def ok():\n    return 1\n{rest}"
        )

    return code


@pytest.fixture
def patient(bare_workshop, monkeypatch):
    """A room that always has a second process at hand."""
    guests = bare_workshop.room.guests
    monkeypatch.setattr(guests, "take_waiting", guests.take)


def statuses(verdict) -> list[str]:
    return [test.status for test in verdict.tests]


@pytest.mark.usefixtures("patient")
def test_a_visible_test_sees_the_second_loading_before_it_ends(grade_bare, twice):
    waits = "def wait():\n    while not os.path.exists(TWO):\n        pass\n    return 1\n"
    verdict = grade_bare(twice(waits), OK, OK, {"call": "wait()", "expected": "1"}, HIDDEN)
    assert statuses(verdict) == ["passed"] * 4


def test_without_a_second_process_at_hand_one_is_awaited_in_its_turn(bare_workshop, grade_bare, monkeypatch):
    monkeypatch.setattr(bare_workshop.room.guests, "take_waiting", lambda: None)
    assert statuses(grade_bare("def ok():\n    return 1\n", OK, HIDDEN)) == ["passed", "passed"]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("raise ValueError('seen again')", "not-run"),
        ("while True:\n        pass", "timeout"),
        ("os._exit(0)", "error"),
        ("import sys; sys.exit()", "not-run"),
        ("print('x' * 2_000_000)", "error"),
    ],
    ids=["raises", "endless", "ends", "exits", "prints"],
)
def test_what_goes_wrong_in_the_second_loading_is_the_hidden_tests_alone(grade_bare, twice, ending, status):
    verdict = grade_bare(twice(f"if again:\n    {ending}\n"), OK, OK, HIDDEN, limits=Limits(seconds=0.3))
    assert statuses(verdict)[:2] == ["passed", "passed"]
    assert (verdict.tests[2].status, verdict.correct, verdict.error) == (status, False, None)
    assert verdict.tests[2].message is None
    assert "x" not in verdict.stdout


@pytest.mark.usefixtures("patient")
def test_a_long_submission_that_prints_much_while_it_is_loaded_waits_for_its_turn(grade_bare):
    code = "def ok():\n    return 1\nprint('x' * 300_000)\n" + "# filler\n" * 7000
    verdict = grade_bare(code, OK, OK, HIDDEN)
    assert statuses(verdict) == ["passed"] * 3
    assert verdict.stdout.startswith("x" * 1000)


@pytest.mark.usefixtures("patient")
def test_a_visible_test_that_was_stopped_leaves_the_hidden_ones_their_process(grade_bare):
    code = "def ok():\n    return 1\ndef loop():\n    while True:\n        pass\n"
    endless = {"call": "loop()", "expected": "1"}
    verdict = grade_bare(code, OK, endless, OK, HIDDEN, limits=Limits(seconds=0.2))
    assert statuses(verdict) == ["passed", "timeout", "passed", "passed"]
    verdict = grade_bare(code, OK, endless, endless, HIDDEN, limits=Limits(seconds=0.2))
    assert statuses(verdict) == ["passed", "timeout", "timeout", "not-run"]
    assert statuses(grade_bare(code, OK, HIDDEN)) == ["passed", "passed"]


def test_one_ahead_that_leaves_no_room_for_another_is_ended_and_no_fault_of_ours(
    bare_workshop, grade_bare, monkeypatch
):
    guests, ahead = bare_workshop.room.guests, []
    take, end = guests.take, guests.end

    def take_ahead():
        ahead.append(take())
        return ahead[-1]

    def take_where_there_is_room():
        if ahead:
            raise SandboxError
        return take()

    def end_and_empty(process):
        ahead[:] = [each for each in ahead if each is not process]
        end(process)

    monkeypatch.setattr(guests, "take_waiting", take_ahead)
    monkeypatch.setattr(guests, "take", take_where_there_is_room)
    monkeypatch.setattr(guests, "end", end_and_empty)
    code = "import os\ndef ok(): return 1\ndef leave(): os._exit(0)\n"
    leave = {"call": "leave()", "expected": "1"}
    verdict = grade_bare(code, OK, OK, leave, OK, HIDDEN)  # after the second test the one ahead is waited for
    assert statuses(verdict) == ["passed", "passed", "error", "passed", "error"]


def test_a_process_that_was_handed_over_and_never_asked_for_is_let_go_with_the_job():
    ours, theirs = socket.socketpair()
    read, write = os.pipe()
    with ours, os.fdopen(write, "wb", buffering=0) as pipe:
        line, asking = Channel(ours.fileno(), ours.fileno(), control.FRAME_BYTES), control.Control(theirs.detach())

        def hand_over() -> None:
            socket.send_fds(ours, [control.HANDED_OVER], [read] * len(control.PIPES))

        for number, raw in enumerate((b"one", b"two")):
            hand_over()
            line.send([0, "job", raw, 1.0])
            assert asking.job() == (raw, 1.0)
            for fd in asking.student():
                os.close(fd)
            if number == 0:
                asking.loaded(another=True)
                hand_over()
        os.close(read)
        with pytest.raises(BrokenPipeError):
            pipe.write(b"nobody reads it")
        asking._socket.close()
