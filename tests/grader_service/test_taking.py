"""How many processes a job takes is known before it begins: where they are many, they are forked ahead."""

import pytest

from grader_service import contract
from grader_service.sitting import processes

CALL = {"call": "f(1)", "expected": "1"}
HIDDEN = CALL | {"hidden": True}
CODE = {"code": "assert f(1) == 1"}
SHARED = CODE | {"shared": True}
SCRIPT = {"stdin": "", "stdout": ""}


@pytest.mark.parametrize(
    ("tests", "taken"),
    [
        ([CALL, CODE], 1),
        ([HIDDEN], 1),
        ([CALL, HIDDEN, CODE, HIDDEN], 2),
        ([SCRIPT, SCRIPT, SCRIPT], 3),
        ([SHARED, CALL, SHARED, HIDDEN], 4),
        ([SCRIPT | {"hidden": True}, SHARED, CALL], 3),
    ],
)
def test_a_job_takes_as_many_processes_as_its_tests_tell(workshop, grade, monkeypatch, tests, taken):
    guests = workshop.room.guests
    handed = []
    for name in ("take", "take_waiting"):
        take = getattr(guests, name)
        monkeypatch.setattr(guests, name, lambda take=take: handed.append(take()) or handed[-1])
    assert grade("def f(x):\n    return x\n", *tests).correct
    assert (
        sum(each is not None for each in handed)
        == processes([contract.Test(name="", **test) for test in tests])
        == taken
    )
