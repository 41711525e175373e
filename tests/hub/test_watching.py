"""What staff can see of a running service: its metrics, and its log from a student's click to the grader."""

import json
import urllib.request

from tests.hub.course import DOUBLE, RIGHT
from tests.services.asking import ask
from tests.services.hub import Hub, Person
from tests.services.waiting import wait_until

REQUEST = "of-alice-s-click"


def test_metrics_are_at_their_own_address_and_not_behind_the_proxy(hub: Hub, alice: Person):
    with urllib.request.urlopen(hub.metrics, timeout=30) as reply:
        text = reply.read().decode()
        assert reply.headers["Content-Type"].startswith("text/plain")
    assert "pyprac_redis_up 1.0" in text
    assert ask("GET", f"{hub.service}metrics").status == 404
    assert alice.ask("GET", "metrics").status == 404


def test_a_request_is_followed_through_the_log_to_the_grader(hub: Hub, alice: Person):
    code = {"assignment_id": DOUBLE, "code": f"# followed\n{RIGHT}"}
    made = alice.ask("POST", "submission", code, headers={"X-Request-Id": REQUEST})
    assert made.status == 201
    assert alice.ask("GET", f"submission/{made.body['id']}?wait=15").body["status"] == "processed"
    lines = [json.loads(line) for line in hub.log().splitlines() if line.startswith("{")]
    of_request = [line for line in lines if line.get("request_id") == REQUEST]
    [answered] = [line for line in of_request if "status" in line]
    assert (answered["message"].partition(" ")[0], answered["status"]) == ("POST", 201)
    [queued] = [line for line in of_request if "job_id" in line]
    assert queued["submission_id"] == made.body["id"]
    wait_until(lambda: queued["job_id"] in jobs_graded(hub))


def jobs_graded(hub: Hub) -> set[str]:
    """The jobs that the graders' logs tell of."""
    logs = [file.read_text(encoding="utf-8") for file in (hub.home / "data").rglob("grader-*.log")]
    lines = [json.loads(line) for log in logs for line in log.splitlines() if line.endswith("}")]
    return {line["job_id"] for line in lines if "job_id" in line}
