"""What the attacks came to, let loose once for all tests that look at it."""

from collections.abc import Generator

import pytest

from grader_service.grading import Workshop
from tests.attacks.levels import offered, open_workshop
from tests.attacks.records import Field, Records


@pytest.fixture(scope="session")
def records(request: pytest.FixtureRequest) -> Generator[Records, None, None]:
    """The records of all that the chosen tests ask for."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    asked: dict[Field, list[str]] = {}
    for call in calls:
        if call and {"field", "title"} <= call.params.keys():
            asked.setdefault(call.params["field"], []).append(call.params["title"])
    kept = Records(asked)
    yield kept
    kept.close()


@pytest.fixture(scope="module", params=offered())
def at_level(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Workshop, None, None]:
    """A workshop at each level there is."""
    scratch = str(tmp_path_factory.mktemp("scratch")) if request.param == "B" else None
    with open_workshop(request.param, scratch) as workshop:
        assert workshop.protection == request.param
        yield workshop
