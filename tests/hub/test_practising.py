"""A student practises: through the Hub's proxy, the own server and the service, to a grader and back."""

from tests.services.hub import Person

FIRST = "python-basics/hello-at-the-door"


def test_alice_practises(alice: Person):
    made = alice.ask("POST", "submission", {"assignment_id": FIRST, "code": "x = 1"})
    assert made.status == 201
    done = alice.ask("GET", f"submission/{made.body['id']}?wait=15")
    assert (done.status, done.body["status"]) == (200, "processed")
