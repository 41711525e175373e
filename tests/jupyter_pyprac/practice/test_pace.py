from grader_service.contract import Verdict
from jupyter_pyprac.practice.pace import Pace


def took(milliseconds: int) -> Verdict:
    return Verdict(status="passed", correct=True, points=1, max_points=1, graded_ms=milliseconds)


def test_nothing_is_guessed_before_anything_was_graded():
    assert Pace(2).eta(5) is None


def test_the_queue_is_shared_by_the_graders_and_no_guess_is_under_a_second():
    pace = Pace(2)
    pace.took(took(4000))
    assert [pace.eta(ahead) for ahead in (0, 1, 2, 10)] == [4, 6, 8, 24]
    quick = Pace(0)
    quick.took(took(10))
    assert quick.eta(3) == 1


def test_the_guess_follows_what_gradings_take():
    pace = Pace(1)
    pace.took(took(1000))
    for _ in range(30):
        pace.took(took(10_000))
    assert pace.eta(0) == 10
