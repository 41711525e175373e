"""What the attacks came to, let loose once for all tests that look at it."""

from collections.abc import Generator

import pytest

from tests.attacks.levels import offered
from tests.attacks.records import Records


@pytest.fixture(scope="session")
def records(request: pytest.FixtureRequest) -> Generator[Records, None, None]:
    """The records of all that the chosen tests ask for."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    kept = Records({call.params["field"] for call in calls if call and "field" in call.params})
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def levels() -> tuple[str, ...]:
    """The levels of protection that this machine and this release give, best first."""
    return offered()
