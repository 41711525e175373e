"""What a student must never see is planted everywhere; every reply and frame of a whole session is searched for it."""

import json
from datetime import timedelta

from tests.jupyter_pyprac.practice.course import SECRET, assignment, machine_verdict, system_verdict, verdict_of
from tests.jupyter_pyprac.web.school import School

CODE = "def double(x):\n    return 2 * x\n"


async def test_no_reply_and_no_frame_holds_solutions_hidden_tests_or_digests(school: School):
    tabs = [await school.tab("ada"), await school.tab("bob")]
    digests = []
    for viewer, number, how in [
        ("ada", 1, verdict_of),
        ("ada", 2, lambda job: verdict_of(job, passed=False)),
        ("ada", 3, machine_verdict),
        ("ada", 4, system_verdict),
    ]:
        await school.submit(f"# {number}", viewer=viewer)
        digests.append((await school.room.mark(how)).digest)
        await school.submit(f"# {number}", viewer="bob")
        await school.submit(f"# {number}", viewer=viewer)
    run = (await school.post("run", {"assignment_id": "basics/first", "code": CODE})).json["run_id"]
    await school.room.marker.mark_waiting()
    for path in ("courses", "assignments", "assignment", "submissions", f"run/{run}", "nowhere"):
        await school.get(path)
    await school.get("assignments", preview="true", viewer="teacher")
    await school.get("submissions", correct="true")
    await school.room.change(assignment("first", 1, handout="new"), assignment("second", 2, due_at=past(school)))
    assert (await school.submit(CODE, revision=1)).status == 409
    assert (await school.submit(CODE, assignment="second")).status == 409
    for tab in tabs:
        await tab.until("graded", lambda frame: frame["submission"]["code"] == "# 4")
    await tabs[0].until("run")
    seen = [*school.seen, *(json.dumps(frame) for tab in tabs for frame in tab.frames)]
    assert len(seen) > 40
    for text in seen:
        for secret in (SECRET, *digests, '"digest"', '"job_id"', '"stream_id"', '"solution"', '"viewer"'):
            assert secret not in text, text


def past(school: School):
    return school.room.clock() - timedelta(minutes=1)


async def test_of_a_hidden_test_the_student_gets_name_status_points_and_the_authors_message(school: School):
    made = await school.submit(CODE)
    await school.room.mark(lambda job: verdict_of(job, passed=False))
    feedback = (await school.get(f"submission/{made.json['id']}")).json["feedback"]
    [hidden] = [test for test in feedback["tests"] if test["hidden"]]
    shown = {name: value for name, value in hidden.items() if value is not None}
    assert shown == {
        "name": "Hidden test 1",
        "status": "failed",
        "points": 0,
        "max_points": 1,
        "hidden": True,
        "message": "Think of long words.",
    }
    visible = feedback["tests"][0]
    assert (visible["call"], visible["expected"], visible["actual"], visible["line"]) == ("double(2)", "4", "3", 7)
    assert feedback["error"]["type"] == "NameError"
