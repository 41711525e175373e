"""The folder of a course."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder that names its course, without an assignment in it."""
    (tmp_path / "course.toml").write_text('slug = "basics"\ntitle = "Basics"\nlanguage = "de"\n')
    return tmp_path
