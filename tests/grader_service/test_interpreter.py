"""Programs beside a server start with what is installed, and with nothing of the folder they are started in."""

import os
import subprocess
import sys
from pathlib import Path

from grader_service.interpreter import packages, program

SHOW = "import json, redis, grader_service; print(json.__file__, redis.__file__, grader_service.__file__)"


def started(code, **how):
    words = program("grader_service")
    return subprocess.run(
        [*words[:4], f"import sys; sys.path += sys.argv[2:]; {code}", *words[5:]],
        capture_output=True, text=True, check=True, **how,
    ).stdout.split()  # fmt: skip


def test_installed_packages_are_found_without_looking_for_them(tmp_path):
    json, redis, grader = started(SHOW, cwd=tmp_path)
    assert Path(grader).parents[1] == Path(packages()[0])
    assert "redis" in redis
    assert Path(json).is_relative_to(sys.base_prefix)


def test_a_module_in_the_folder_of_a_student_is_never_ours(tmp_path, monkeypatch):
    for name in ("json.py", "redis.py"):
        (tmp_path / name).write_text("__file__ = 'mine'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert str(tmp_path) not in packages()
    assert "mine" not in started(SHOW, cwd=tmp_path)


def test_a_program_starts_others_in_the_same_way():
    code = "from grader_service.interpreter import packages; print(*packages(), sep='\\n')"
    told = started(code, cwd="/", env={"PATH": os.environ["PATH"]})
    assert {Path(path) for path in packages()} <= {Path(path) for path in told}
