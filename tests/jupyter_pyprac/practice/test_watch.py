from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.practice.watch import Watch, Watched

NAMES = st.sampled_from("abc")
STEPS = st.lists(st.tuples(st.sampled_from(["add", "forget"]), NAMES, st.sampled_from(["j1", "j2"])))


def watched(name: str, job_id: str) -> Watched:
    return Watched(kind="submission", viewer="ada", name=name, job_id=job_id)


@given(STEPS)
def test_each_submission_waits_for_the_job_it_was_last_given_and_for_no_other(steps: list[tuple[str, str, str]]):
    watch, expected = Watch(), {}
    for step, name, job_id in steps:
        if step == "add":
            watch.add(watched(name, job_id))
            expected[name] = job_id
        else:
            watch.forget(name)
            expected.pop(name, None)
    assert {each.name: each.job_id for each in watch} == expected
    assert len(watch) == len(expected)
    for job_id in ("j1", "j2"):
        assert {each.name for each in watch.of(job_id)} == {name for name, job in expected.items() if job == job_id}
    for name in "abc":
        assert watch.knows(watched(name, "j1")) == (expected.get(name) == "j1")
