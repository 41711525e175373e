import json

import pytest

from tests.jupyter_pyprac.cli import given


@pytest.fixture
def own_place(monkeypatch, tmp_path):
    """Nothing of the person who runs the tests is read or written."""
    for name in ("PYPRAC_DB_URL", "PYPRAC_DB_URL_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYPRAC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))


@pytest.fixture
def course():
    return given.course()


@pytest.fixture
def bundle(tmp_path, course):
    def write(**changes):
        data = course | {"assignments": [course["assignments"][0] | changes]}
        path = tmp_path / "course.json"
        path.write_text(json.dumps(data))
        return str(path)

    return write
