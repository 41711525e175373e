"""Whatever a teacher tests with, the right code passes, and neither a mistake nor a cheat does."""

import pytest

from tests.grader_service.forged.teachers import TAUGHT


@pytest.mark.parametrize("taught", TAUGHT, ids=lambda taught: (taught.test.get("code") or str(taught.test))[-60:])
def test_only_the_right_submission_passes(grade, taught):
    right, mistake, cheat = (
        grade(each, taught.test, setup_code=taught.setup) for each in (taught.right, taught.mistake, taught.cheat)
    )
    assert [(test.status, test.message) for test in right.tests] == [("passed", None)]
    assert not mistake.correct
    assert not cheat.correct
